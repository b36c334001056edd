// What the tests in this folder share: the program, the person at the browser, the provider, free ports.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as crypto from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));

/** A folder that goes when the tests end, and a home in it that belongs to nobody. */
export const folder = mkdtempSync(join(tmpdir(), 'interop-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const home = join(folder, 'home');
const runtime = join(folder, 'run');
mkdirSync(home);
mkdirSync(runtime, { mode: 0o700 });
chmodSync(runtime, 0o700);

/** The environment of the product: nothing of whoever runs the tests but the path and the sanitizers' settings. */
export function environment(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|LANG|LC_ALL|TMPDIR|[A-Z]*SAN_OPTIONS)$/.test(name));
  return {
    ...Object.fromEntries(kept), HOME: home, XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'), XDG_CACHE_HOME: join(home, 'cache'), LC_ALL: 'C.UTF-8', ...more,
  };
}

/**
 * A free port outside the range from which the system picks ports for outgoing connections: nobody takes it between
 * here and its use.
 */
export async function freePort() {
  for (;;) {
    const port = crypto.randomInt(18_000, 32_000);
    const isFree = await new Promise(resolve => {
      const server = createTcpServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree)
      return port;
  }
}

/** Runs a program to its end: what it wrote and how it ended. */
export function run(program, args, { env = {}, input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: environment(env), stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { status: null, signal: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', text => { output.stdout += text; });
    child.stderr.setEncoding('utf8').on('data', text => { output.stderr += text; });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(Object.assign(output, { status, signal })));
    child.stdin.on('error', () => {}); // it need not read
    child.stdin.end(input);
  });
}

/** The person at the browser: where to reach them, and what they saw. */
export class Person {
  static async arrive(decision = 'allow') {
    const person = new Person();
    person.decision = decision;
    person.sights = [];
    person.server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', more => { text += more; }).on('end', () => {
        response.end();
        person.sights.push(JSON.parse(text));
        person.waiting?.();
      });
    });
    await new Promise(resolve => person.server.listen(0, '127.0.0.1', resolve));
    return person;
  }

  get command() { return join(here, 'browser'); }

  get env() {
    return { INTEROP_PERSON: `http://127.0.0.1:${this.server.address().port}/`, INTEROP_DECISION: this.decision };
  }

  /** What they see in the end. */
  async sees() {
    const sight = this.sights.shift() ?? await new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('the person at the browser never said what they saw')), 60_000);
      // Once: what is seen when nobody waits is kept for whoever asks next.
      this.waiting = () => { clearTimeout(limit); this.waiting = undefined; resolve(this.sights.shift()); };
    });
    assert.equal(sight.error, undefined, sight.error);
    return sight;
  }

  leave() { this.server.close(); }
}

/** The one JSON object that is the whole of standard output. */
export function report(output) {
  const object = JSON.parse(output.stdout); // refuses anything before or after it
  assert.equal(output.stdout.trimEnd().split('\n').length, 1, 'one line');
  assert.deepEqual(Object.keys(object).sort(), ['checks', 'result']);
  return object;
}

/** "passed", "failed", ... by the id of the check. */
export function statuses(object) {
  return Object.fromEntries(object.checks.map(check => [check.id, check.status]));
}

export function check(object, id) {
  return object.checks.find(each => each.id === id);
}

/** A failed check has words for people. */
export function diagnosis(object, id) {
  const failed = check(object, id);
  assert.equal(failed?.status, 'failed', `${id}: ${JSON.stringify(failed)}`);
  for (const member of ['code', 'headline', 'cause', 'remedy'])
    assert.ok(failed[member], `${id} has no ${member}`);
  return failed;
}

/** No secret in what was printed. */
export function assertSilentAbout(output, ...secrets) {
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
      assert.ok(!(output.stdout + output.stderr).includes(form), 'a secret was printed');
  }
}

/**
 * Runs verify-login with a person at Chromium: the output, the object in it, and the person's sight. Where no `browser`
 * may be started there is no sight, nor where it "maybe" is: a check may fail before.
 */
export async function verifyLogin(program, { issuer, clientId, secret, port, decision, timeout = 60, browser = true, more = [] }) {
  const person = await Person.arrive(decision);
  try {
    const output = await run(program, [
      'verify-login', '--issuer', issuer, '--client-id', clientId, '--client-secret-file', '-',
      '--redirect-port', String(port), '--browser', person.command, '--timeout', String(timeout), '--json', ...more,
    ], { env: person.env, input: `${secret}\n` });
    assertSilentAbout(output, secret);
    const object = report(output);
    if (browser === 'maybe')
      return { output, object };
    if (browser)
      return { output, object, sight: await person.sees() };
    assert.equal(statuses(object).redirect, 'skipped', 'a browser was started');
    assert.doesNotMatch(output.stderr, /code_challenge/, 'an address to sign in at was offered');
    return { output, object };
  } finally {
    person.leave();
  }
}

function signingKey(type, options, alg) {
  // By way of PEM: Node 20 deadlocks where garbage is collected while a key is exported whose generation is garbage.
  const { privateKey } = crypto.generateKeyPairSync(type, {
    ...options, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { ...crypto.createPrivateKey(privateKey).export({ format: 'jwk' }), use: 'sig', alg, kid: `key-${alg}` };
}

/**
 * oidc-provider, which the OpenID Foundation has certified, on a free port with one client.
 * `more` goes over the configuration, `client` over the client's metadata.
 */
export async function startProvider({ redirectUris, secret, clientId = 'the client/1', client = {}, more = {} }) {
  const { default: Provider, errors } = await import('oidc-provider');
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: clientId, client_secret: secret, redirect_uris: redirectUris, response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'client_secret_basic', ...client,
    }],
    jwks: { keys: [signingKey('rsa', { modulusLength: 2048 }, 'RS256'), signingKey('rsa', { modulusLength: 2048 }, 'PS256'),
                   signingKey('ec', { namedCurve: 'P-256' }, 'ES256'), signingKey('ed25519', {}, 'EdDSA')] },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'] },
    claims: { email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.com`, email_verified: true, name: 'Mona', preferred_username: id }),
    }),
    features: { revocation: { enabled: true }, devInteractions: { enabled: true } },
    cookies: { keys: [crypto.randomBytes(32).toString('hex')] },
    // OpenID Connect Core section 11 lets a provider drop offline_access when the request has no prompt=consent, and
    // this one does. Okta does not, and Pomerium never sends the prompt; a check that sent it would check something
    // else than what Pomerium does. So the provider is told to act as Okta: by the client's grant types alone.
    issueRefreshToken: (_, each) => each.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    ...more,
  });
  const events = [];
  provider.use(async (context, next) => {
    if (context.path !== '/auth' || context.query.prompt !== 'none') // the product's own probe
      events.push(`${context.method} ${context.path}`);
    await next();
  });
  for (const event of ['refresh_token.consumed', 'grant.revoked'])
    provider.on(event, () => events.push(event));
  const faults = [];
  provider.on('server_error', (_, error) => { if (!(error instanceof errors.OIDCProviderError)) faults.push(error); });
  const server = provider.listen(port, '127.0.0.1');
  await new Promise((resolve, reject) => { server.once('listening', resolve); server.once('error', reject); });
  return {
    issuer, clientId, secret,
    /** What was asked and what came of it, in order: "POST /token", "refresh_token.consumed". */
    events,
    faults,
    stop: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections(); }),
  };
}

/** emulate's Okta on a free port, with one client at the authorization server ("org" or "default"). */
export async function emulateOkta({ server = 'org', redirectUris, secret = 'emulated-client-secret-0123456789abcdef' }) {
  const { createEmulator } = await import('emulate');
  const port = await freePort();
  const org = `http://127.0.0.1:${port}`;
  const clientId = '0oaemulated000000001';
  const emulator = await createEmulator({
    service: 'okta', port, baseUrl: org,
    seed: {
      okta: {
        users: [{ login: 'mona@example.com', email: 'mona@example.com', first_name: 'Mona', last_name: 'Example' }],
        groups: [{ name: 'Everyone', type: 'BUILT_IN', okta_id: '00geveryone' }, { name: 'Engineering', okta_id: '00gengineering' }],
        authorization_servers: [{ id: 'default', name: 'default' }],
        oauth_clients: [{
          client_id: clientId, client_secret: secret, name: 'Pomerium', redirect_uris: redirectUris, auth_server_id: server,
        }],
      },
    },
  });
  return { org, issuer: server === 'org' ? org : `${org}/oauth2/${server}`, clientId, secret, stop: () => emulator.close() };
}
