// Calls of a tool: the form of its input schema, the answer, the 403 with the way to a wider token, the questions of a tool.
import { at, button, el, put } from './element.js';
import { CALLED, did, drawExchange, isDone, outcome, REFUSED, sentence, WIDENED } from './exchange.js';
import { fields, sample } from './form.js';
import { call } from './mcp.js';

/** @param session what it knows: page, token, person, tool, chosen, another, and what it does: choose, widen, end */
export function calls(session) {
  let form = null;

  /** Whether the call that comes is the refused one again, with a wider token. */
  let widened = false;

  const given = () => form?.values();

  /** What the form holds, unless a text in it is no JSON. */
  function kept() {
    try {
      return form.values();
    } catch {
      return undefined;
    }
  }

  function drawForm() {
    const tool = session.tool(session.chosen());
    if (!tool) {
      form = null;
      put('form', el('p', { class: 'note' }, session.token() ? 'Choose a tool in the table.' : 'Sign in, then choose a tool in the table.'));
      return;
    }
    const before = form?.tool.name === tool.name ? kept() : undefined;
    form = fields(tool.inputSchema, before ?? sample(tool.inputSchema, session.person()));
    form.tool = tool;
    const onsubmit = (event) => {
      event.preventDefault();
      send();
    };
    put(
      'form',
      el(
        'form',
        { onsubmit },
        tool.description && el('p', { class: 'hint' }, tool.description),
        el('div', { class: 'fields' }, ...form.nodes),
        el('p', {}, el('button', { class: 'main', id: 'send' }, `Call ${tool.name}`)),
      ),
    );
  }

  /** Calls with the token of that person, shows the exchange, and answers it. */
  async function callTool(by, tool, args, more) {
    const made = await call(session.page().resource, by, tool, args, more);
    drawExchange(made);
    return made;
  }

  /** @param name the tool of a call that is sent again: another may be chosen by now */
  async function send(args, more, name = session.chosen()) {
    const tool = session.tool(name);
    if (!tool) {
      outcome('no', `This token's list has no tool ${name}.`);
      return;
    }
    try {
      args ??= given();
    } catch {
      outcome('no', 'A field that holds JSON has text that is not JSON.');
      return;
    }
    const made = await callTool(session.token(), tool, args, more);
    const result = made.json?.result;
    if (result?.resultType === 'input_required') {
      ask(result, args, name);
    } else if (made.status === 403 && made.challenge?.error === 'insufficient_scope') {
      refused(made, name, () => send(args, more, name));
    } else if (made.status === 401 && made.challenge?.error === 'invalid_token') {
      session.end(`${sentence(made)} Sign in again.`);
    } else if (made.status === 200 && result && !result.isError) {
      answered(result, name);
    } else {
      outcome('no', result ? answerOf(result) : sentence(made));
    }
  }

  function answered(result, name) {
    did(widened ? WIDENED : CALLED);
    widened = false;
    const other = isDone(REFUSED) ? undefined : session.another();
    outcome(
      'yes',
      el('p', {}, `Allowed. ${name} answered:`),
      el('pre', { tabindex: 0, role: 'region', 'aria-label': 'Answer' }, answerOf(result)),
      other && el('p', {}, button(`Next: try ${other}, which this token does not reach`, () => session.choose(other), { id: 'next' })),
    );
  }

  function refused({ json, challenge }, name, repeat) {
    did(REFUSED);
    const missing = json?.error?.data?.required_scopes?.join(' ') ?? challenge.scope;
    const why = widened
      ? `The issuer did not grant ${missing}: this person may not have it, or not this client. ${name} is still refused.`
      : `Refused: ${name} needs the scope ${missing}, which this token does not hold.`;
    widened = false;
    const stepUp = async () => {
      at('step-up').disabled = true;
      if (await session.widen(challenge.scope)) {
        widened = true;
        await repeat();
      }
    };
    outcome(
      'no',
      el('p', {}, why),
      button(`Ask for ${missing}`, stepUp, { id: 'step-up', class: 'main' }),
    );
    at('step-up').focus();
  }

  /** The questions of the tool; the same call is sent again with the answers (MCP 2026-07-28, multi round-trip requests). */
  function ask({ inputRequests, requestState }, args, name) {
    const asked = Object.entries(inputRequests).map(([key, { params }]) => [key, params, fields(params.requestedSchema)]);
    const reply = (action) => {
      const inputResponses = Object.fromEntries(
        asked.map(([key, , form]) => [key, action === 'accept' ? { action, content: form.values() } : { action }]),
      );
      return send(args, { inputResponses, requestState }, name);
    };
    const onsubmit = (event) => {
      event.preventDefault();
      reply('accept');
    };
    outcome(
      'ask',
      el('p', {}, `Before it runs, ${name} asks you:`),
      el(
        'form',
        { onsubmit },
        ...asked.flatMap(([, params, form]) => [el('p', { class: 'question' }, params.message), ...form.nodes]),
        el('p', { class: 'row' }, el('button', { class: 'main', id: 'accept' }, 'Answer'), button('No', () => reply('decline'), { id: 'decline' })),
      ),
    );
    at('outcome').querySelector('input,select,textarea,button').focus();
  }

  return { given, drawForm, callTool };
}

const answerOf = ({ content = [] }) => content.map((part) => part.text ?? `(${part.type})`).join('\n');
