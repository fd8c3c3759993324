export interface PayloadAction<Payload = undefined> {
  readonly type: string;
  readonly payload: Payload;
}

type CaseReducers<State> = Record<string, (state: State, action: PayloadAction<never>) => void>;

type ActionCreators<State, Reducers> = {
  readonly [Name in keyof Reducers]: Reducers[Name] extends (state: State) => void
    ? () => PayloadAction
    : Reducers[Name] extends (state: State, action: PayloadAction<infer Payload>) => void
      ? (payload: Payload) => PayloadAction<Payload>
      : never;
};

interface SliceOptions<State, Reducers extends CaseReducers<State>> {
  readonly name: string;
  readonly initialState: State;
  readonly reducers: Reducers;
}

interface Slice<State, Reducers> {
  readonly actions: ActionCreators<State, Reducers>;
  readonly reducer: (state: State | undefined, action: { readonly type: string }) => State;
}

/** Copies plain data as a tree, so that case reducers may write to it. */
function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** Case reducers write to a copy of the state; their names become actions. */
export function createSlice<State, Reducers extends CaseReducers<State>>(
  options: SliceOptions<State, Reducers>,
): Slice<State, Reducers> {
  const prefix = `${options.name}/`;
  const names = Object.keys(options.reducers);
  const actions = Object.fromEntries(
    names.map((name) => [name, (payload?: unknown) => ({ type: prefix + name, payload })]),
  );
  return {
    actions: actions as unknown as ActionCreators<State, Reducers>,
    reducer: (state = options.initialState, action) => {
      const name = action.type.startsWith(prefix) ? action.type.slice(prefix.length) : '';
      if (!names.includes(name)) {
        return state;
      }
      const draft = copy(state);
      options.reducers[name](draft, action as PayloadAction<never>);
      return draft;
    },
  };
}
