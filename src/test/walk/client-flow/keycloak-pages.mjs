// A person with a fresh browser at Keycloak's pages: signs in, consents, and says what was asked for and where it leads.
const MOST_PAGES = 6;

export async function signIn(authorizationUrl, username, password) {
  const redirect = authorizationUrl.searchParams.get('redirect_uri');
  const cookies = new Map();
  const visit = async (url, form) => {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const method = form ? 'POST' : 'GET';
    const page = await fetch(url, { method, body: form && new URLSearchParams(form), headers, redirect: 'manual' });
    for (const cookie of page.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    return page;
  };
  let consent;
  let page = await visit(authorizationUrl);
  for (let seen = 0; seen < MOST_PAGES; seen++) {
    const location = page.headers.get('location');
    if (location?.startsWith(redirect)) {
      return { consent, callback: new URL(location).searchParams };
    }
    if (location) {
      page = await visit(location);
      continue;
    }
    const html = await page.text();
    const action = new URL(/<form[^>]*\saction="([^"]+)"/.exec(html)[1].replaceAll('&amp;', '&'), authorizationUrl);
    if (html.includes('name="password"')) {
      page = await visit(action, { username, password });
    } else {
      consent = [...html.matchAll(/<span>\s*([^<]+?)\s*<\/span>/g)].map((match) => match[1]).sort();
      page = await visit(action, { accept: 'Yes' });
    }
  }
  throw new Error(`no end to the pages; the last answered ${page.status}`);
}
