import type { Condition, Operand } from './ast.ts';

const ofOperand = (operand: Operand): string[] => (operand.kind === 'value' ? [] : [operand.path[0]]);

/** The top-level attributes that a condition looks at. */
export function namesOf(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...namesOf(condition.left), ...namesOf(condition.right)];
    case 'not':
      return namesOf(condition.condition);
    case 'compare':
    case 'begins_with':
    case 'contains':
      return [...ofOperand(condition.left), ...ofOperand(condition.right)];
    case 'between':
      return [condition.operand, condition.low, condition.high].flatMap(ofOperand);
    case 'in':
      return [condition.operand, ...condition.candidates].flatMap(ofOperand);
    case 'attribute_exists':
    case 'attribute_not_exists':
    case 'attribute_type':
      return [condition.path[0]];
  }
}
