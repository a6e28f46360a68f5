import type { Response } from '#shared/ipc/contract.ts';
import { type Result, success } from '#shared/ipc/result.ts';
import type { HostAnswers } from '../../front-desk/host-answers.ts';

/** Tells a visitor who waits what the host has said by now. */
export function answerOfHost(answers: HostAnswers) {
  return async ({ id }: { id: string }): Promise<Result<Response<'hosts.answer'>>> =>
    success({ answer: await answers.of(id) });
}
