import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Component } from '@phaseline/model';
import { buildLambda } from '@phaseline/scripts/build-lambda';
import { bundleEntry, deployWithNodeModules, type Deployment } from './build/deployment.ts';
import { transpileFile } from './build/own-packages.ts';

/** One way to deploy a function. */
export interface Contender {
  readonly name: string;
  readonly deployment: Deployment;
  /** Our function is held against it: its time may be at most this share of the contender's. */
  readonly most?: number;
}

/** Where contenders are built. */
export interface Workshop {
  /** The repository. */
  readonly root: string;
  /** With the peers and our own packages. */
  readonly nodeModules: string;
  /** A folder with nothing above it that a module could be found in. */
  readonly folder: string;
}

const ENTRIES = join(import.meta.dirname, 'entries');

/** All ways to deploy the order API; the first is ours. */
export async function apiContenders(workshop: Workshop): Promise<Contender[]> {
  const place = (name: string): string => join(workshop.folder, 'order-publisher', name);
  const bundle = (entry: string): Promise<Deployment> =>
    bundleEntry(join(ENTRIES, `${entry}.mjs`), place(entry));
  const express = ['api-parts.mjs', 'express-app.mjs', 'sdk-plane.mjs'];
  const files = Object.fromEntries(express.map((name) => [name, join(ENTRIES, name)]));
  const packages = [
    '@phaseline/order-publisher',
    '@nestjs/platform-express',
    '@codegenie/serverless-express',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-sns',
    'express',
  ];
  return [
    { name: 'ours', deployment: await ours('order-publisher', workshop) },
    { name: 'bare handler, AWS SDK (g)', deployment: await bundle('api-bare-sdk'), most: 1 },
    { name: 'bare handler, our client', deployment: await bundle('api-bare-own') },
    {
      name: 'node_modules, serverless-express, AWS SDK (a)',
      deployment: await deployWithNodeModules(
        { ...files, 'handler.mjs': join(ENTRIES, 'api-serverless-express-sdk.mjs') },
        packages,
        workshop.nodeModules,
        place('node_modules-express'),
      ),
      most: 0.3,
    },
    { name: 'node_modules, our own entry', deployment: await unbundled('order-publisher', workshop) },
    {
      name: 'bundle, serverless-express, AWS SDK (h)',
      deployment: await bundle('api-serverless-express-sdk'),
      most: 0.5,
    },
    {
      name: 'bundle, serverless-express, our client',
      deployment: await bundle('api-serverless-express-own'),
    },
    {
      name: 'bundle, @fastify/aws-lambda, AWS SDK (h)',
      deployment: await bundle('api-fastify-sdk'),
      most: 0.5,
    },
    { name: 'bundle, @fastify/aws-lambda, our client', deployment: await bundle('api-fastify-own') },
  ];
}

/** All ways to deploy a worker; the first is ours. */
export async function workerContenders(component: Component, workshop: Workshop): Promise<Contender[]> {
  const bundle = (client: string): Promise<Deployment> => {
    const entry = `${component.replace('-service', '')}-bare-${client}`;
    return bundleEntry(join(ENTRIES, `${entry}.mjs`), join(workshop.folder, component, entry));
  };
  return [
    { name: 'ours', deployment: await ours(component, workshop) },
    { name: 'bare handler, AWS SDK (g)', deployment: await bundle('sdk'), most: 1.3 },
    { name: 'bare handler, our client', deployment: await bundle('own') },
    { name: 'node_modules (a)', deployment: await unbundled(component, workshop), most: 0.35 },
  ];
}

async function ours(component: Component, { root, folder }: Workshop): Promise<Deployment> {
  const outdir = join(folder, component, 'ours');
  const { bytes } = await buildLambda(component, { root, outdir });
  return { folder: outdir, zipBytes: bytes, files: 1 };
}

/** Our function as it is, its packages beside it instead of inside it. */
async function unbundled(component: Component, { root, nodeModules, folder }: Workshop): Promise<Deployment> {
  const entry = join(folder, component, 'handler.mjs');
  const source = join(root, 'lambda', component);
  await writeFile(entry, await transpileFile(join(source, 'handler.ts')));
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return deployWithNodeModules(
    { 'handler.mjs': entry },
    Object.keys(manifest.dependencies),
    nodeModules,
    join(folder, component, 'node_modules-own'),
  );
}
