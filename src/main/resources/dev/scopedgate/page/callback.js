// Hands the answer of the issuer to the page of this origin that asked, and takes it out of the address.
const answer = location.search;
history.replaceState(null, '', location.pathname);
const channel = new BroadcastChannel('scoped-gate-sign-in');
channel.postMessage(answer);
channel.close();
window.close();
