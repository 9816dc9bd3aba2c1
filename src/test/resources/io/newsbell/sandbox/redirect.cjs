// Preloaded with `node --require`: whoever dials *.googleapis.com gets the sandbox instead. TLS still checks
// the name and the certificate (NODE_EXTRA_CA_CERTS), so the client itself runs unchanged.
const tls = require('node:tls');

const sandboxPort = Number(process.env.SANDBOX_PORT);
const dial = tls.connect;

tls.connect = function (...args) {
  // tls.connect(options, callback?) or tls.connect(port, host?, options?, callback?)
  const listener = args.find((arg) => typeof arg === 'function');
  const given = Object.assign({}, ...args.filter((arg) => arg !== null && typeof arg === 'object'));
  if (typeof args[0] === 'number' || typeof args[0] === 'string') given.port = args[0];
  if (typeof args[1] === 'string') given.host = args[1];
  const name = given.servername || given.host || '';
  if (!name.endsWith('.googleapis.com')) return dial.apply(tls, args);
  return dial.call(tls, { ...given, host: '127.0.0.1', port: sandboxPort, servername: name }, listener);
};
