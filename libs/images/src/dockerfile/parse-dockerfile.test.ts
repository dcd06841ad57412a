import { describe, expect, test } from 'vitest';
import { DockerfileError, parseDockerfile } from './parse-dockerfile.ts';

const good = `
# syntax comment
ARG NODE_IMAGE=gcr.io/distroless/nodejs24-debian13:nonroot
FROM \${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production GREETING="hello world"
LABEL org.opencontainers.image.title='a title'
COPY dist/main.js \\
     package.json ./
WORKDIR assets
COPY public .
EXPOSE 3000 53/udp
USER 65532
STOPSIGNAL SIGINT
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["main.js", "$NOT_EXPANDED"]
`;

describe('parseDockerfile', () => {
  test('reads what a COPY-only Dockerfile says', () => {
    expect(parseDockerfile(good)).toEqual({
      baseImage: 'gcr.io/distroless/nodejs24-debian13:nonroot',
      workingDirectory: '/app/assets',
      environment: { NODE_ENV: 'production', GREETING: 'hello world' },
      labels: { 'org.opencontainers.image.title': 'a title' },
      copies: [
        { sources: ['dist/main.js', 'package.json'], destination: '/app/', line: 8 },
        { sources: ['public'], destination: '/app/assets/', line: 11 },
      ],
      exposedPorts: ['3000/tcp', '53/udp'],
      user: '65532',
      stopSignal: 'SIGINT',
      entrypoint: ['/nodejs/bin/node'],
      command: ['main.js', '$NOT_EXPANDED'],
    });
  });

  test('a build argument wins over its default', () => {
    expect(parseDockerfile(good, { NODE_IMAGE: 'example.com/node@sha256:1' }).baseImage).toBe(
      'example.com/node@sha256:1',
    );
  });

  test('an ARG before FROM is for FROM alone until it is declared again; COPY takes a JSON list', () => {
    const parsed = parseDockerfile(
      'ARG A=1\nARG B=2\nFROM x:$A\nARG A\nARG C=$A-3\nENV D=$A$C\nCOPY ["a b", "/c"]',
    );
    expect(parsed).toMatchObject({
      baseImage: 'x:1',
      environment: { D: '11-3' },
      copies: [{ sources: ['a b'], destination: '/c' }],
    });
  });

  test.each([
    ['FROM a\nRUN npm ci', 'line 2: RUN cannot be built without a Docker engine'],
    ['FROM a\nADD https://example.com/x /', 'line 2: ADD'],
    ['FROM a\nFROM b', 'line 2: a second FROM'],
    ['FROM a AS build', 'expected one image and nothing else'],
    ['FROM a\nCOPY --from=build /x /y', 'COPY --from=build'],
    ['FROM a\nCOPY a b c', 'the destination must end with /'],
    ['FROM a\nCOPY a', 'needs a source and a destination'],
    ['FROM a\nCMD node main.js', 'expected the exec form'],
    ['FROM a\nENTRYPOINT {"a":1}', 'expected a JSON array of strings'],
    ['FROM a\nENV NAME', 'expected NAME=value'],
    ['FROM a\nCOPY b ./', 'relative to the base image'],
    ['FROM a\nWORKDIR app', 'relative to the base image'],
    ['FROM a\nENV PATH=/b:$PATH', '$PATH is set by no ARG or ENV'],
    ['ARG A=1\nFROM a\nENV B=$A', '$A is set by no ARG or ENV'],
    ["FROM a\nENV A=1\nENV B='$A'", 'beside single quotes'],
    ['FROM a\nENV A=1\nENV B=${A%x}', '${A%x}; engine layer knows :- and :+ only'],
    ['FROM a\nCOPY <<EOF /b\nhello\nEOF', 'here-documents'],
    ['# escape=`\nFROM a', 'escape'],
    ['COPY a b', 'COPY before FROM'],
    ['# nothing', 'no FROM'],
  ])('refuses %j', (text, problem) => {
    expect(() => parseDockerfile(text)).toThrow(DockerfileError);
    expect(() => parseDockerfile(text)).toThrow(problem);
  });
});
