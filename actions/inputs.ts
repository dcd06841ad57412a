import * as core from '@actions/core';

/** An input of an action is missing or wrong. */
export class InputError extends Error {
  constructor(name: string, value: string, expected: string) {
    super(`Input "${name}" is "${value}"; expected ${expected}`);
    this.name = 'InputError';
  }
}

/** A text input that must be there. @throws InputError when it is empty. */
export function requiredInput(name: string, expected: string, pattern = /./): string {
  const value = core.getInput(name);
  if (!pattern.test(value)) throw new InputError(name, value, expected);
  return value;
}

/** A text input that may be left out. */
export function optionalInput(name: string): string | undefined {
  return core.getInput(name) || undefined;
}

/** An input that takes one of a few words. @throws InputError naming them. */
export function choiceInput<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
  const value = core.getInput(name);
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new InputError(name, value, `one of ${choices.join(', ')}`);
  return choice;
}

/** A whole number within bounds, both included. @throws InputError naming them. */
export function integerInput(name: string, minimum: number, maximum: number): number {
  const text = core.getInput(name);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
    throw new InputError(name, text, `a whole number from ${minimum} to ${maximum}`);
  }
  return value;
}

/** An email address. @throws InputError when it is none. */
export function emailInput(name: string): string {
  return requiredInput(name, 'an email address', /^[^\s@]+@[^\s@]+$/);
}

/** The ARN of a managed policy that limits roles, or nothing. @throws InputError when it is no such ARN. */
export function boundaryInput(): string | undefined {
  if (optionalInput('permissions-boundary') === undefined) return undefined;
  return requiredInput(
    'permissions-boundary',
    'the ARN of a managed policy, or nothing',
    /^arn:[\w-]+:iam::\d{12}:policy\/\S+$/,
  );
}

/** A domain and its certificate, or neither. @throws InputError when one of them is no such thing, or there without the other. */
export function domainInput(): { name: string; certificateArn: string } | undefined {
  const given = [optionalInput('domain'), optionalInput('certificate-arn')];
  if (given.every((value) => value === undefined)) return undefined;
  return {
    name: requiredInput(
      'domain',
      'a domain name such as orders.example.com, or nothing; with it belongs certificate-arn',
      /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    ),
    certificateArn: requiredInput(
      'certificate-arn',
      'the ARN of a certificate of ACM, which a domain needs; nothing without a domain',
      /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/\S+$/,
    ),
  };
}

/** An environment's name, as every action takes it. @throws InputError when it is none. */
export function environmentInput(): string {
  return requiredInput(
    'environment',
    'lower-case letters, digits and dashes, e.g. production or pr-17',
    /^[a-z][a-z0-9-]{0,19}$/,
  );
}

/** The deployment that a release belongs to: the time it began. This very moment where none is given. @throws InputError for another text */
export function deploymentInput(): string {
  if (optionalInput('deployment') === undefined) return new Date().toISOString();
  return requiredInput(
    'deployment',
    'a time such as 2026-01-31T12:00:00.000Z, or nothing',
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  );
}

/** A component's name. @throws InputError when it is none. */
export function componentInput(): string {
  return requiredInput('component', 'the name of a component, e.g. order-publisher', /^[a-z][a-z0-9-]*$/);
}
