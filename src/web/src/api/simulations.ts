// SPDX-License-Identifier: EUPL-1.2
// Simulations of draft regulations: the operations of src/http/openapi.json and their shapes.
import { call } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Simulation = Schemas['Simulation'];
export type SimulationResult = Schemas['SimulationResult'];
export type SimulationEffects = Schemas['SimulationEffects'];
export type SimulationDraft = Schemas['SimulationDraft'];
export type SimulationChoices = Schemas['SimulationChoices'];
export type SimulationRequest = Schemas['SimulationRequest'];
export type SimulationDraftRequest = Schemas['SimulationDraftRequest'];

const root = '/api/v1/simulations';

export const getSimulationChoices = () => call<SimulationChoices>('GET', root);
export const startSimulation = (body: SimulationRequest, key: string) => call<Simulation>('POST', root, { body, key });
export const getSimulation = (id: string) => call<Simulation>('GET', `${root}/${id}`);
export const removeSimulation = (id: string) => call<void>('DELETE', `${root}/${id}`);
