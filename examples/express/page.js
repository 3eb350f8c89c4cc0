/** The whole page. Ids were checked, and tokens are base64url and dots: nothing has to be escaped. */
export function page({ userId, peer, token }) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Talk to ${peer}</title>
    <script type="module" src="/call-window.js"></script>
    <script type="module" src="/page.js"></script>
  </head>
  <body>
    <h1>Talk to ${peer}</h1>
    ${userId ? conversation({ userId, peer, token }) : signIn(peer)}
  </body>
</html>
`;
}

function conversation({ userId, peer, token }) {
  return `<p>You are ${userId}.</p>
    <call-window user-id="${userId}" peer-id="${peer}" token="${token}"></call-window>
    <ul id="said"></ul>
    <form id="chat"><input name="text" aria-label="Message" autocomplete="off"><button>Send</button></form>
    <script src="/socket.io/socket.io.js"></script>`;
}

function signIn(peer) {
  return `<form method="post" action="/sign-in">
      <label>Who are you? <input name="user" pattern="[\\w\\-]+" required></label>
      <input type="hidden" name="next" value="/with/${peer}">
      <button>Sign in</button>
    </form>`;
}
