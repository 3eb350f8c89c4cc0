/* global io */
const callWindow = document.querySelector('call-window');

if (callWindow) {
  // Asked before the token ends, so that whoever stays on the page can be rung for as long.
  callWindow.getToken = async () => (await (await fetch('/call-token')).json()).token;
  callWindow.addEventListener('call-ended', ({ detail }) => show(detail.entry?.text));
  startChat();
}

/** The host's own chat, over the host's own Socket.io. */
function startChat() {
  const chat = io();
  const form = document.querySelector('#chat');
  chat.on('said', ({ by, text }) => show(`${by}: ${text}`));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    chat.emit('say', form.elements.text.value);
    form.reset();
  });
}

function show(text) {
  const line = document.createElement('li');
  line.textContent = text ?? '';
  document.querySelector('#said').append(line);
}
