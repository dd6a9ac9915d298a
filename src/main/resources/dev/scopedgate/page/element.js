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

/** A text and a button that copies it. */
export function copyable(text, what) {
  const name = (done) => {
    copy.textContent = done;
    copy.setAttribute('aria-label', `${done} ${what}`);
  };
  const copy = button('Copy', async () => {
    try {
      await navigator.clipboard.writeText(text);
      name('Copied');
      say(`${what} copied`);
    } catch {
      getSelection().selectAllChildren(code);
      say('Copying is not allowed here: the text is selected');
    }
    setTimeout(() => name('Copy'), 2000);
  }, { 'aria-label': `Copy ${what}` });
  const code = el('code', {}, text);
  return el('div', { class: 'copyable' }, code, copy);
}
