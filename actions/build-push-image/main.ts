import * as core from '@actions/core';
import { ECRClient } from '@aws-sdk/client-ecr';
import { buildAndPushImage, buildImage } from '@phaseline/images';
import { environmentNames } from '@phaseline/model';
import { runAction } from '../run.ts';
import { runCommand } from './run-command.ts';
import { completeSbom } from './complete-sbom.ts';
import { readInputs } from './inputs.ts';

await runAction(async ({ signal }) => {
  const { sbom, push, ...inputs } = readInputs();
  if (!push) {
    const { digest, tag } = await buildImage(inputs, { signal });
    core.info(`Built ${digest} (${tag}); it is pushed nowhere`);
    core.setOutput('digest', digest);
    core.setOutput('tag', tag);
    core.setOutput('pushed', false);
    await core.summary.addRaw(`**${inputs.component}**: image \`${digest}\` built, not pushed`, true).write();
    return;
  }
  const repository = environmentNames(inputs.environment).repository(inputs.component);
  const image = await buildAndPushImage(
    { ...inputs, repository },
    { ecr: new ECRClient({}), run: runCommand, signal, mask: core.setSecret },
  );
  core.info(
    image.pushed
      ? `Pushed ${image.reference} (${image.tag}) with engine ${image.engine}`
      : `Unchanged: ${image.reference} (${image.tag}) is in the repository already`,
  );
  core.setOutput('digest', image.digest);
  core.setOutput('tag', image.tag);
  core.setOutput('pushed', image.pushed);
  core.setOutput('repository-uri', image.repositoryUri);
  core.setOutput('sbom', sbom === undefined ? '' : await completeSbom(sbom, image));
  await core.summary
    .addRaw(
      `**${inputs.component}**: image \`${image.digest}\` ${image.pushed ? `pushed (${image.engine})` : 'unchanged'}`,
      true,
    )
    .write();
});
