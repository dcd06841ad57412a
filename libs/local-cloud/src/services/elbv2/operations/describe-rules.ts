import type { DescribeRulesInput, DescribeRulesOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findListener, findRule, type Elb } from '../elb.ts';
import { validationError } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { showRule } from '../present.ts';

export const describeRules =
  (elb: Elb): Operation<DescribeRulesInput, DescribeRulesOutput> =>
  (input) => {
    const arns = input.RuleArns ?? [];
    if (input.ListenerArn === undefined && arns.length === 0) {
      throw validationError('You must specify either listener rule ARNs or a listener ARN');
    }
    const wanted =
      input.ListenerArn === undefined
        ? arns.map((arn) => findRule(elb, arn).rule)
        : findListener(elb, input.ListenerArn).rules;
    const { page, NextMarker } = paginate(wanted, input);
    return { Rules: page.map(showRule), NextMarker };
  };
