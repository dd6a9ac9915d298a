// A form for a JSON schema, and the values that a person gave. The server checks them; the form only helps.
import { el } from './element.js';

let forms = 0;

/** The fields of the schema, with "values" to read them; it throws if a JSON text is not valid. */
export function fields(schema, given = {}) {
  const prefix = `f${++forms}-`;
  const required = new Set(schema?.required ?? []);
  const read = [];
  const nodes = Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const id = prefix + name;
    const input = field(id, property, required.has(name), given[name] ?? property.default);
    read.push(() => [name, value(input, property)]);
    const hint = property.description && el('span', { class: 'hint', id: `${id}-hint` }, property.description);
    if (hint) {
      input.setAttribute('aria-describedby', hint.id);
    }
    const title = `${property.title ?? name}${required.has(name) ? '' : ' (optional)'}`;
    return el('div', { class: 'field' }, el('label', { for: id }, title), input, hint);
  });
  return { nodes, values: () => Object.fromEntries(read.map((each) => each()).filter(([, held]) => held !== undefined)) };
}

function type(property) {
  return [property.type].flat().find((each) => each !== 'null');
}

function field(id, property, required, given) {
  const choices = property.enum ?? property.oneOf?.map((each) => each.const);
  if (choices) {
    return el(
      'select',
      { id, required },
      (required ? [] : ['']).concat(choices).map((choice, at) =>
        el('option', { value: choice, selected: choice === given }, property.oneOf?.[at]?.title ?? String(choice)),
      ),
    );
  }
  switch (type(property)) {
    case 'boolean':
      return el('input', { id, type: 'checkbox', checked: given === true });
    case 'integer':
    case 'number':
      return el('input', { id, type: 'number', required, value: given, step: type(property) === 'integer' ? 1 : 'any' });
    case 'string':
      return el('input', { id, type: 'text', required, value: given, autocomplete: 'off' });
    default:
      return el('textarea', { id, rows: 2, required, placeholder: 'JSON' }, given === undefined ? '' : JSON.stringify(given));
  }
}

function value(input, property) {
  if (input.type === 'checkbox') {
    return input.checked;
  }
  if (input.value === '') {
    return undefined;
  }
  switch (type(property)) {
    case 'integer':
    case 'number':
      return Number(input.value);
    case 'string':
    case undefined:
      return input.tagName === 'TEXTAREA' ? JSON.parse(input.value) : input.value;
    default:
      return input.tagName === 'SELECT' ? input.value : JSON.parse(input.value);
  }
}

/** Values that fit the schema, for a first try of that person. */
export function sample(schema, person) {
  const required = new Set(schema?.required ?? []);
  return Object.fromEntries(
    Object.entries(schema?.properties ?? {})
      .filter(([name]) => required.has(name))
      .map(([name, property]) => [name, property.examples?.[0] ?? property.default ?? plain(name, property, person)]),
  );
}

const NAMES_A_PERSON = /^(user|user_?id|sub|subject|owner)$/i;

function plain(name, property, person) {
  const of = type(property);
  const first = property.enum?.[0];
  return first ?? (of === 'boolean' ? false : of === 'integer' || of === 'number' ? 1 : person && NAMES_A_PERSON.test(name) ? person : 'hello');
}
