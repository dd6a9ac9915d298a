// Makes elements. Text is always text: nothing here reads markup.

export const at = (id) => document.getElementById(id);

/** An element; a property that begins with "on" is a listener, every other one an attribute. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') {
      node.addEventListener(name.slice(2), value);
    } else if (value !== false && value != null) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...present(children));
  return node;
}

/** Puts these into the element with that id, in place of what is there. */
export function put(id, ...children) {
  at(id).replaceChildren(...present(children));
}

const present = (children) => children.flat().filter((child) => child != null && child !== false);

export const button = (text, onclick, properties = {}) => el('button', { type: 'button', onclick, ...properties }, text);

/** Tells it to people who do not see the page change. */
export function say(text) {
  at('status').textContent = text;
}

/** What ends the use of the page, in one sentence; nothing takes it away. */
export function notice(text) {
  at('notice').textContent = text;
  at('notice').hidden = !text;
}
