import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePairs } from './command-files.ts';
import { parseCommandLine } from './command-line.ts';
import { Masker } from './masker.ts';

describe('command files', () => {
  test('lines and blocks; whichever of = and << comes first decides', () => {
    expect(parsePairs('a=1\nb<<EOF\nx\n\ny=2\nEOF\nc=d<<e\n\n')).toEqual([
      ['a', '1'],
      ['b', 'x\n\ny=2'],
      ['c', 'd<<e'],
    ]);
  });

  test.each([
    ['nothing', "Invalid format 'nothing'"],
    ['a<<EOF\nx', "Matching delimiter not found 'EOF'"],
    ['=x', "Invalid format '=x'. Name must not be empty"],
    ['a<<', 'delimiter must not be empty'],
  ])('%j is refused', (text, message) => {
    expect(() => parsePairs(text)).toThrow(message);
  });

  test('any value written as a block comes back', () => {
    fc.assert(
      fc.property(
        fc.string().filter((value) => !value.includes('\r')),
        (value) => {
          const lines = value.split('\n');
          fc.pre(!lines.includes('ghadelimiter'));
          expect(parsePairs(`name<<ghadelimiter\n${value}\nghadelimiter\n`)).toEqual([['name', value]]);
        },
      ),
    );
  });
});

describe('workflow commands', () => {
  test('properties and data are unescaped', () => {
    expect(parseCommandLine('::error file=a%2Cb.ts,line=7,title=One%3A two::x%0Ay%25')).toEqual({
      name: 'error',
      properties: { file: 'a,b.ts', line: '7', title: 'One: two' },
      data: 'x\ny%',
    });
  });

  test('blanks in front are fine, anything else in front is not a command', () => {
    expect(parseCommandLine('  ::add-mask::s::t')).toMatchObject({ name: 'add-mask', data: 's::t' });
    expect(parseCommandLine('see std::vector::size')).toBeUndefined();
    expect(parseCommandLine('::only one')).toBeUndefined();
  });
});

describe('masks', () => {
  test('a secret is masked in the forms it leaks in, and line by line', () => {
    const masker = new Masker();
    masker.add('p"ss wörd/1');
    masker.add('first line\nsecond line');
    expect(masker.mask('x p"ss wörd/1 y')).toBe('x *** y');
    expect(masker.mask(JSON.stringify({ p: 'p"ss wörd/1' }))).toBe('{"p":"***"}');
    expect(masker.mask(encodeURIComponent('p"ss wörd/1'))).toBe('***');
    expect(masker.mask('the second line alone')).toBe('the *** alone');
  });

  test('whatever stands around a secret, its base64 does not show it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const masker = new Masker();
        masker.add('correct-horse-battery');
        const encoded = Buffer.from(`${before}correct-horse-battery${after}`).toString('base64');
        expect(masker.mask(encoded)).toContain('***');
      }),
    );
  });

  test('nothing is masked without a secret, and an empty one is none', () => {
    const masker = new Masker();
    masker.add('');
    masker.add(' \n ');
    expect(masker.mask('a b')).toBe('a b');
  });
});
