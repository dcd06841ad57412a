const readOnlyName =
  /^(Get|List|Describe|BatchGet|BatchCheck|Head|Scan|Query|Search|Lookup|Filter|Check|Simulate|Preview|Estimate|Validate|Test|TransactGet|AssumeRole|DecodeAuthorizationMessage)/;

/** Whether an operation only reads. The SDK's schemas do not carry Smithy's `readonly`, so its name tells (as CloudTrail has it, AssumeRole reads). */
export function isReadOnly(operation: string): boolean {
  let answer = known.get(operation);
  if (answer === undefined) {
    // A client may send any name.
    if (known.size > 5000) known.clear();
    known.set(operation, (answer = readOnlyName.test(operation)));
  }
  return answer;
}

const known = new Map<string, boolean>();
