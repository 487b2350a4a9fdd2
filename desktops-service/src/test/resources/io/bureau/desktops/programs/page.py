"""Serves one page with a field in it, and keeps in /tmp/field what is written there."""

import http.server

PAGE = """<!doctype html><meta charset="utf-8"><title>Page</title>
<body style="margin:0;background:#20a040">
<textarea autofocus style="width:60%;height:200px;margin:100px 20%"></textarea>
<script>
const field = document.querySelector('textarea');
// Browsers leave a field at a tab.
field.addEventListener('keydown', event => {
  if (event.key === 'Tab') { event.preventDefault(); document.execCommand('insertText', false, '\\t'); }
});
let waiting;
field.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => fetch('/', {method: 'POST', body: field.value}), 200);
});
field.addEventListener('focus', () => fetch('/', {method: 'POST', body: 'ready'}), {once: true});
</script>"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(PAGE.encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open("/tmp/field", "wb") as kept:
            kept.write(body)
        self.answer(b"")

    def answer(self, content):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


http.server.HTTPServer(("127.0.0.1", 8000), Handler).serve_forever()
