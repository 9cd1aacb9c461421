// SPDX-License-Identifier: EUPL-1.2
// Uniformity of the tariffs across the Comuni.
import { call, type Query } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Uniformity = Schemas['Uniformity'];
export type UniformityCurve = Schemas['UniformityCurve'];
export type UniformityComune = Schemas['UniformityComune'];
export type UniformityDimension = Schemas['UniformityDimension'];
export type UniformityFigures = Schemas['UniformityFigures'];
export type UniformityHistory = Schemas['UniformityHistory'];
export type UniformityPoint = Schemas['UniformityPoint'];
export type UniformityRow = Schemas['UniformityRow'];
export type UniformitySaid = Schemas['UniformitySaid'];

export const getUniformity = (query: Query) => call<Uniformity>('GET', '/api/v1/uniformity', { query });
export const getUniformityHistory = (query: Query) => call<UniformityHistory>('GET', '/api/v1/uniformity/history', { query });
