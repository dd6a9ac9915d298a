// How each client connects, as src/main/docs/clients.md says it.
import { button, copyable, el } from './element.js';

/** What to do in each client, for a server with that name and URL. */
export function clients(name, resource) {
  const id = name.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'server';
  const config = JSON.stringify({ name: id, type: 'http', url: resource });
  const origin = new URL(resource);
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(origin.hostname);
  const remote = local ? 'A connector runs at its vendor and needs a public https URL: it cannot reach this machine.' : null;
  return [
    {
      client: 'Claude',
      link: local ? null : ['Open the connectors of Claude', 'https://claude.ai/settings/connectors'],
      steps: [
        ['Claude Code; then type /mcp to sign in:', `claude mcp add --transport http ${id} ${resource}`],
        ['In Claude, as a custom connector:', resource],
      ],
      note: remote,
    },
    {
      client: 'ChatGPT',
      link: local ? null : ['Open the connectors of ChatGPT', 'https://chatgpt.com/#settings/Connectors'],
      steps: [['In settings, as a custom connector:', resource]],
      note: remote,
    },
    {
      client: 'VS Code',
      link: ['Install in VS Code', `vscode:mcp/install?${encodeURIComponent(config)}`],
      steps: [['Or in a terminal:', `code --add-mcp '${config}'`]],
    },
    {
      client: 'Inspector',
      steps: [
        ['Opens it with this server; then Connect:', `npx @modelcontextprotocol/inspector --transport http --server-url ${resource}`],
      ],
    },
    {
      client: 'curl',
      steps: [
        ['Without a token: a 401 that says where to sign in:', `curl -si ${resource} -X POST`],
        ['The metadata that it names:', `curl -s ${origin.origin}/.well-known/oauth-protected-resource${origin.pathname}`],
      ],
    },
  ];
}

/** Tabs, one for each client; arrow keys move between them (ARIA tabs pattern). */
export function tabs(all) {
  const list = el('div', { role: 'tablist', 'aria-label': 'Clients' });
  const panels = all.map((each, at) =>
    el('div', { role: 'tabpanel', id: `panel-${at}`, 'aria-labelledby': `tab-${at}`, hidden: true }, content(each)),
  );
  const choose = (chosen, focus) => {
    [...list.children].forEach((tab, at) => {
      tab.setAttribute('aria-selected', at === chosen);
      tab.tabIndex = at === chosen ? 0 : -1;
      panels[at].hidden = at !== chosen;
    });
    if (focus) {
      list.children[chosen].focus();
    }
  };
  const last = all.length - 1;
  list.append(
    ...all.map(({ client }, at) =>
      button(client, () => choose(at), {
        role: 'tab',
        id: `tab-${at}`,
        'aria-controls': `panel-${at}`,
        onkeydown: (event) => {
          const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at || last + 1, Home: 0, End: last }[event.key];
          if (to !== undefined) {
            event.preventDefault();
            choose(event.key === 'ArrowLeft' ? to - 1 : to, true);
          }
        },
      }),
    ),
  );
  choose(0);
  return [list, ...panels];
}

function content({ client, steps, link, note }) {
  return [
    link && el('p', {}, el('a', { class: 'button', href: link[1], target: '_blank', rel: 'noopener noreferrer' }, link[0])),
    ...steps.flatMap(([text, code], at) => [el('p', {}, text), copyable(code, `${client} ${at + 1}`)]),
    note && el('p', { class: 'note' }, note),
  ].filter(Boolean);
}
