// Loads the modules of the page once the HTML is seen: before that they would take processor and network from the first
// paint. A browser that paints nothing, as in a tab in the background, loads them after a moment.
const MOST_MILLISECONDS = 500;

const seen = new Promise((resolve) => {
  new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
  setTimeout(resolve, MOST_MILLISECONDS);
});
await seen;
for (const name of document.body.dataset.modules.split(' ')) {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.href = `scoped-gate/${name}`;
  document.head.append(link);
}
await import('./page.js');
