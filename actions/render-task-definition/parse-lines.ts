import * as core from '@actions/core';
import { InputError } from '../inputs.ts';

/** Reads lines `NAME=value` or `NAME` (to remove it). The value is all behind the first `=`. */
export function parseAssignments(input: string): Record<string, string | undefined> {
  return Object.fromEntries(
    core.getMultilineInput(input).map((line) => {
      const [, name, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(line) ?? [];
      if (name === undefined) throw new InputError(input, line, 'lines of NAME=value, or NAME to remove it');
      return [name, value];
    }),
  );
}

/** Reads lines `container=image reference`. */
export function parseImages(input: string): Record<string, string> {
  return Object.fromEntries(
    core.getMultilineInput(input).map((line) => {
      const [, container, image] = /^([\w-]+)=(\S+)$/.exec(line) ?? [];
      if (container === undefined || image === undefined) {
        throw new InputError(input, line, 'lines of container=image reference');
      }
      return [container, image];
    }),
  );
}
