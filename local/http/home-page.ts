/** What `/` shows where the dashboard will be. */
export const homePage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Payback</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>Payback runs</h1>
<p>The API is below <code>/api/v1</code>:
<a href="/api/v1/openapi.json">its description</a>, <a href="/api/v1/health">its health</a>.</p>
<p>Get a token with <code>npm run --silent token -- --subject alice --operator</code> and send it as
<code>Authorization: Bearer …</code>.</p>
`;
