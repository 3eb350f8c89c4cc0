import { toJsonSchema } from '@valibot/to-json-schema';

import type { Problem } from './problem.ts';
import type { Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API as OpenAPI 3.1.1 describes one, from what the server checks requests by. `base`: the path before all others. */
export function describeApi(base: string, routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = (paths[`${base}${route.path}`] ??= {});
    path[route.method.toLowerCase()] = describeRoute(route);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'call-window signaling', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: PROBLEM },
    },
    paths,
  };
}

/** RFC 9457. */
const PROBLEM = {
  type: 'object',
  required: ['type', 'status', 'title', 'code'],
  properties: {
    type: { const: 'about:blank' },
    status: { type: 'integer' },
    title: { type: 'string' },
    code: { type: 'string', description: 'What programs should look at.' },
  },
} as const;

/** Every route may come to these. */
const COMMON: readonly Pick<Problem, 'status' | 'title'>[] = [
  { status: 400, title: 'The request is malformed.' },
  { status: 401, title: 'The token is missing, not valid or expired.' },
  { status: 403, title: 'Pages of this origin are not allowed here.' },
  { status: 429, title: 'Too many requests.' },
];

function describeRoute(route: Route): Json {
  const problems = [...COMMON, ...route.problems].map(({ status, title }) => [String(status), problemAnswer(title)]);
  const success = route.body
    ? { 200: { description: 'OK', content: { 'application/json': { schema: schemaOf(route.body) } } } }
    : { 204: { description: 'Done.' } };
  return {
    summary: route.summary,
    parameters: parametersOf(route),
    responses: { ...success, ...Object.fromEntries(problems) },
  };
}

function problemAnswer(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

/** What an address says is text; what is made of it is nobody else's business. */
function parametersOf({ parameters, path }: Route): readonly Json[] {
  const { properties = {}, required = [] } = schemaOf(parameters, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => {
    const inPath = path.includes(`{${name}}`);
    return { name, in: inPath ? 'path' : 'query', required: inPath || required.includes(name), schema };
  });
}

function schemaOf(schema: Parameters<typeof toJsonSchema>[0], typeMode: 'input' | 'output' = 'output'): Json {
  const { $schema: _dialect, ...described } = toJsonSchema(schema, { typeMode, errorMode: 'ignore' });
  return described;
}
