import { defaultProofRules, type ProofRules } from '../switch/proof.ts';

/** How a move between phases is made; what is not given has a default. */
export interface SwitchSettings {
  /** When a new side counts as proven. */
  readonly proof: ProofRules;
  /** How long no request must have come to an old front before it is removed. */
  readonly quietSeconds: number;
  /** How long one thing is waited for before the move goes back. */
  readonly patienceSeconds: number;
  /** How long somebody else's move is waited for before giving up. */
  readonly holderPatienceSeconds: number;
  /** Milliseconds between two looks while something is waited for. */
  readonly lookMilliseconds: number;
  /** Milliseconds since the epoch, for the lease. */
  readonly clock: () => number;
}

/** {@link SwitchSettings} as somebody gives them. */
export type GivenSwitchSettings = Partial<Omit<SwitchSettings, 'proof'>> & {
  readonly proof?: Partial<ProofRules> | undefined;
};

/** What is given, and defaults for the rest. */
export function switchSettings(given: GivenSwitchSettings = {}): SwitchSettings {
  return {
    quietSeconds: given.quietSeconds ?? 300,
    patienceSeconds: given.patienceSeconds ?? 900,
    holderPatienceSeconds: given.holderPatienceSeconds ?? 120,
    lookMilliseconds: given.lookMilliseconds ?? 2000,
    clock: given.clock ?? Date.now,
    proof: { ...defaultProofRules, ...given.proof },
  };
}
