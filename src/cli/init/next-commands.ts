import { OWN_COMMAND } from '../output/own-command.js';
import type { InitAnswers } from './init-answers.js';

/** The three commands that lead from the written files to the first cue. */
export function nextCommands({ run, storage, tenant }: InitAnswers): readonly string[] {
  const person = `token --role agent --tenant ${tenant} --subject ruth`;
  const doctor = 'doctor --agent ruth';
  switch (run) {
    case 'process':
      return [
        `. ./evenkeel.env && ${OWN_COMMAND} serve`,
        `. ./evenkeel.env && ${OWN_COMMAND} ${person} --open`,
        `. ./evenkeel.env && ${OWN_COMMAND} ${doctor}`,
      ];
    case 'compose': {
      const inside = 'docker compose exec evenkeel node dist/cli/cli.js';
      return ['docker compose up -d', `${inside} ${person}`, `${inside} ${doctor}`];
    }
    case 'helm': {
      const keys = [
        'auth-secret',
        'connectors',
        ...(storage === 'sqlite' ? [] : ['postgres-url']),
        ...(storage === 'postgres-redis' ? ['redis-url'] : []),
      ];
      return [
        `kubectl create secret generic evenkeel ${keys.map((key) => `--from-file=${key}=secrets/${key}`).join(' ')}`,
        'helm install evenkeel deploy/helm/evenkeel --values values.yaml --wait',
        `kubectl exec deploy/evenkeel -- node dist/cli/cli.js ${doctor}`,
      ];
    }
  }
}
