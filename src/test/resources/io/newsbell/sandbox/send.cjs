// Google's own Node client, as a publisher would use it: one `send`, then one `sendEach` of three of which two
// must fail. Prints what it was told as one line of JSON.
const { initializeApp, cert } = require('firebase-admin/app');
const { getMessaging } = require('firebase-admin/messaging');

const [token, unregistered] = process.argv.slice(2);
initializeApp({ credential: cert(process.env.SANDBOX_CREDENTIALS) });

const message = (to) => ({
  token: to,
  notification: { title: 'Hello', body: 'from Node' },
  data: { alertId: 'a1' },
  android: { ttl: 3600000, priority: 'high', notification: { tag: 'story-1', channelId: 'top_v1' } },
  apns: { headers: { 'apns-collapse-id': 'story-1' }, payload: { aps: { sound: 'default' } } },
});

async function main() {
  const name = await getMessaging().send(message(token));
  const batch = await getMessaging().sendEach([message(token), message(unregistered), message('garbled')]);
  const responses = batch.responses.map((each) => each.messageId || each.error.code);
  console.log(JSON.stringify({ name, responses }));
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
