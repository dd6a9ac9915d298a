// The story of the walk in five lines. What the server answers and records is taken from what it answered and recorded.
export function story([bearer, unproven, foreign, replayed]) {
  const reasons = [bearer, unproven, foreign, replayed].map(({ reason }) => reason).join(', ');
  return [
    '1. The client knows only the URL: 401. It signs in, and its token is bound to its key (`cnf.jkt`).',
    '2. Each call has a proof that this key signed: read_notes 200, add_note 403, after the step-up 200.',
    `3. The token, stolen and sent by curl, is 401: as Bearer ${error(bearer)}, without a proof ${error(unproven)},`,
    `4. with a proof of another key ${error(foreign)}, with the client's last proof again ${error(replayed)}.`,
    `5. The audit names user, client and key of the stolen token, and the reasons: ${reasons}.`,
  ];
}

function error({ challenge }) {
  return /error="([^"]+)"/.exec(challenge)[1];
}
