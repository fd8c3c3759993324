import { copyTree, shareUnchanged } from './plainTree';

export interface PayloadAction<Payload = undefined> {
  readonly type: string;
  readonly payload: Payload;
}

type CaseReducers<State> = Record<string, (state: State, action: PayloadAction<never>) => void>;

type ActionCreators<Reducers> = {
  readonly [Name in keyof Reducers]: Reducers[Name] extends (state: never) => void
    ? () => PayloadAction
    : Reducers[Name] extends (state: never, action: PayloadAction<infer Payload>) => void
      ? (payload: Payload) => PayloadAction<Payload>
      : never;
};

interface SliceOptions<State, Reducers extends CaseReducers<State>> {
  readonly name: string;
  readonly initialState: State;
  readonly reducers: Reducers;
}

interface Slice<State, Reducers> {
  readonly name: string;
  readonly actions: ActionCreators<Reducers>;
  readonly reducer: (state: State | undefined, action: { readonly type: string }) => State;
}

/**
 * Case reducers write to a copy of the state; their names become actions.
 * Parts that an action leaves as they were keep their identity.
 */
export function createSlice<State, Reducers extends CaseReducers<State>>(
  options: SliceOptions<State, Reducers>,
): Slice<State, Reducers> {
  const prefix = `${options.name}/`;
  const names = Object.keys(options.reducers);
  const actions = Object.fromEntries(
    names.map((name) => [name, (payload?: unknown) => ({ type: prefix + name, payload })]),
  );
  return {
    name: options.name,
    actions: actions as unknown as ActionCreators<Reducers>,
    reducer: (state = options.initialState, action) => {
      const name = action.type.startsWith(prefix) ? action.type.slice(prefix.length) : '';
      if (!names.includes(name)) {
        return state;
      }
      const draft = copyTree(state);
      options.reducers[name](draft, action as PayloadAction<never>);
      return shareUnchanged(state, draft);
    },
  };
}
