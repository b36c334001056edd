// Judges replies of a management API by Okta's own OpenAPI description where it lies beside the checkout
// (../shared/data), and by our restatement of the part that is needed (tests/data/okta-api) everywhere.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { here } from './support.mjs';

const described = [resolve(here, '../../../shared/data/okta-management-2026.06.3.json'),
                   resolve(here, '../../../../shared/data/okta-management-2026.06.3.json')].find(path => existsSync(path));
const restated = join(here, '../data/okta-api/replies.schema.json');

/** What a reply is: method, path, our name for its shape, whether it is a list. */
const replies = [
  [/^(GET|PUT) \/api\/v1\/apps\/[^/]+$/, 'Application'],
  [/^POST \/api\/v1\/apps$/, 'Application'],
  [/^GET \/api\/v1\/apps$/, 'Application', 'list'],
  [/^GET \/api\/v1\/apps\/[^/]+\/groups$/, 'ApplicationGroupAssignment', 'list'],
  [/^(GET|PUT) \/api\/v1\/apps\/[^/]+\/groups\/[^/]+$/, 'ApplicationGroupAssignment'],
  [/^GET \/api\/v1\/apps\/[^/]+\/users$/, 'AppUser', 'list'],
  [/^POST \/api\/v1\/apps\/[^/]+\/users$/, 'AppUser'],
  [/^(GET|POST) \/api\/v1\/apps\/[^/]+\/users\/[^/]+$/, 'AppUser'],
  [/^GET \/api\/v1\/apps\/[^/]+\/credentials\/secrets$/, 'OAuth2ClientSecret', 'list'],
  [/^POST \/api\/v1\/apps\/[^/]+\/credentials\/secrets$/, 'OAuth2ClientSecret'],
  [/^GET \/api\/v1\/apps\/[^/]+\/credentials\/secrets\/[^/]+$/, 'OAuth2ClientSecret'],
  [/^POST \/api\/v1\/apps\/[^/]+\/credentials\/secrets\/[^/]+\/lifecycle\/(de)?activate$/, 'OAuth2ClientSecret'],
  [/^GET \/api\/v1\/apps\/[^/]+\/tokens$/, 'OAuth2RefreshToken', 'list'],
  [/^GET \/api\/v1\/policies\/[^/]+$/, 'AccessPolicy'],
  [/^GET \/api\/v1\/policies\/[^/]+\/rules$/, 'AccessPolicyRule', 'list'],
  [/^GET \/api\/v1\/api-tokens$/, 'ApiToken', 'list'],
  [/^GET \/api\/v1\/api-tokens\/[^/]+$/, 'ApiToken'],
  [/^GET \/api\/v1\/logs$/, 'LogEvent', 'list'],
  [/^GET \/api\/v1\/groups$/, 'Group', 'list'],
  [/^GET \/api\/v1\/groups\/[^/]+$/, 'Group'],
  [/^GET \/api\/v1\/groups\/[^/]+\/users$/, 'User', 'list'],
  [/^GET \/api\/v1\/users\/[^/]+$/, 'User'],
  [/^GET \/api\/v1\/users\/[^/]+\/groups$/, 'Group', 'list'],
];
/** Replies whose description is an empty object or an empty list. */
const plain = [/^POST \/api\/v1\/apps\/[^/]+\/lifecycle\/(de)?activate$/, /^GET \/api\/v1\/apps\/[^/]+\/grants$/];

/** OpenAPI 3.0's "nullable", and the nulls that Okta was recorded to send where its description has none. */
function tolerant(node) {
  if (Array.isArray(node))
    return node.map(tolerant);
  if (node === null || typeof node !== 'object')
    return node;
  const { discriminator, nullable, ...rest } = node;
  const copy = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, tolerant(value)]));
  if (copy.pattern?.startsWith('^P(?:$)')) // its pattern of durations matches none, not even its own example "P30D"
    delete copy.pattern;
  if (copy.type === 'string')
    return { ...copy, type: ['string', 'null'], ...(copy.enum ? { enum: [...copy.enum, null] } : {}) };
  return nullable === true && typeof copy.type === 'string' ? { ...copy, type: [copy.type, 'null'] } : copy;
}

function validators() {
  const options = { strict: false, allErrors: true, validateFormats: true };
  const ours = new Ajv(options);
  addFormats(ours);
  ours.addSchema(JSON.parse(readFileSync(restated)), 'ours');
  const judges = [['tests/data/okta-api', name => ours.getSchema(`ours#/definitions/${name}`)]];
  if (described) {
    const theirs = new Ajv(options);
    addFormats(theirs);
    theirs.addSchema(tolerant(JSON.parse(readFileSync(described))), 'okta');
    const names = { Application: 'OpenIdConnectApplication' };
    judges.push(['Okta\'s OpenAPI description', name => theirs.getSchema(`okta#/components/schemas/${names[name] ?? name}`)]);
  }
  return judges;
}

const judges = validators();
/** For the test's output: by what is judged. */
export const judgedBy = judges.map(([name]) => name).join(' and ');

/** Everything that is wrong with a reply, in words; nothing when it is in order. */
export function faults({ method, path, status, body }) {
  const what = `${method} ${path}`;
  if (status === 204)
    return body === '' ? [] : [`${what}: a body with 204`];
  const json = JSON.parse(body);
  const known = replies.find(([pattern]) => pattern.test(what));
  const name = status >= 400 ? 'Error' : known?.[1];
  if (!name)
    return plain.some(pattern => pattern.test(what)) ? [] : [`${what}: nobody said what this reply is`];
  const rows = status < 400 && known[2] ? json : [json];
  if (!Array.isArray(rows))
    return [`${what}: no list`];
  const found = [];
  for (const [judge, schemaOf] of judges) {
    const validate = schemaOf(name);
    if (!validate)
      found.push(`${judge} has no ${name}`);
    for (const row of rows) {
      if (validate && !validate(row))
        found.push(...validate.errors.map(error => `${what}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)} (${judge})`));
    }
  }
  return found;
}
