// A person with a browser: opens the sign-in page, grants all that it offers or only what is named, and says where the
// answer leads.
export async function signIn(authorizationUrl, owner, grants) {
  const page = await fetch(authorizationUrl, { redirect: 'manual' });
  if (page.status !== 200) {
    throw new Error(`the sign-in page answered ${page.status}`);
  }
  const html = await page.text();
  const form = new URLSearchParams({ request: valueOf(html, 'request')[0], owner, decision: 'allow' });
  const scopes = valueOf(html, 'scope');
  (grants ?? scopes).forEach((scope) => form.append('scope', scope));
  const [, target] = /<form method="post" action="([^"]+)"/.exec(html);
  const action = new URL(target.replaceAll('&amp;', '&'), authorizationUrl);
  const answer = await fetch(action, { method: 'POST', body: form, redirect: 'manual' });
  const location = new URL(answer.headers.get('location'));
  return { scopes, location, callback: location.searchParams };
}

function valueOf(html, name) {
  return [...html.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, 'g'))].map((match) => match[1]);
}
