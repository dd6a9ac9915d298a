// How to connect: the tabs of the HTML, one for each client, and the buttons that copy a command.
import { say } from './element.js';

/** Arrow keys move between the tabs (ARIA tabs pattern). */
export function connect(clients) {
  const [list, ...panels] = clients.children;
  const tabs = [...list.children];
  const last = tabs.length - 1;
  const choose = (chosen) => {
    tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', at === chosen);
      tab.tabIndex = at === chosen ? 0 : -1;
      panels[at].hidden = at !== chosen;
    });
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener('click', () => choose(at));
    tab.addEventListener('keydown', (event) => {
      const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        choose(to);
        tabs[to].focus();
      }
    });
  });
  for (const copied of clients.querySelectorAll('.copyable')) {
    copies(...copied.children);
  }
  clients.querySelectorAll('button').forEach((button) => (button.disabled = false));
}

function copies(code, button) {
  const what = button.getAttribute('aria-label').replace('Copy ', '');
  const name = (done) => {
    button.textContent = done;
    button.setAttribute('aria-label', `${done} ${what}`);
  };
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      name('Copied');
      say(`${what} copied`);
    } catch {
      getSelection().selectAllChildren(code);
      say('Copying is not allowed here: the text is selected');
    }
    setTimeout(() => name('Copy'), 2000);
  });
}
