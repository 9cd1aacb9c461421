// SPDX-License-Identifier: EUPL-1.2
// An error in three parts: what happened, what was kept, what to do; then the stable code.
import { ApiError, offlineCode } from '../api/client';
import { t } from '../texts/it';

export type Told = { happened: string; kept: string; todo: string; code: string; fields: string[] };

export function tellProblem(error: unknown, kept: string = t.problem.nothingLost): Told {
  if (!(error instanceof ApiError)) {
    return { happened: t.problem.unexpected, kept, todo: t.problem.unexpectedDo, code: 'web.bug', fields: [] };
  }
  const { problem } = error;
  const fields = (problem.errors ?? []).map((field) => field.detail);
  if (problem.code === offlineCode) {
    return { happened: t.problem.offline, kept, todo: t.problem.offlineDo, code: problem.code, fields };
  }
  // The server's detail already says what happened and what to do.
  const happened = problem.detail || problem.title || t.problem.unexpected;
  const todo = problem.detail ? '' : t.problem.unexpectedDo;
  return { happened, kept: problem.kept ?? kept, todo, code: problem.code, fields };
}
