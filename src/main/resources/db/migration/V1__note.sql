-- The limits stand here too, so that no other way in can store what the tools refuse.
create table note (
    id              bigint      generated always as identity primary key,
    user_id         text        not null check (char_length(user_id) between 1 and 255),
    note            text        not null check (char_length(note) between 1 and 10000),
    idempotency_key text                 check (char_length(idempotency_key) between 1 and 255),
    created_at      timestamptz not null default now()
);

-- read_notes walks this index from any cursor; id decides between equal times
create index note_newest_first on note (user_id, created_at desc, id desc);

-- add_note relies on this one: a key stores once for each user
create unique index note_idempotency_key on note (user_id, idempotency_key) where idempotency_key is not null;
