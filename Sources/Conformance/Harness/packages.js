'use strict';

/**
 * Stand-ins for packages that a tree asks for and does not bring along. They are run in
 * the page's own context and do what the packages' documentation promises for the part
 * that chat clients use.
 */

/** As Redux does it: one state, reducers, middleware, subscribers. */
const redux = `
function createStore(reducer, preloaded, enhancer) {
  if (typeof preloaded === 'function') {
    enhancer = preloaded;
    preloaded = undefined;
  }
  if (enhancer !== undefined) {
    return enhancer(createStore)(reducer, preloaded);
  }
  let state = preloaded;
  let listeners = [];
  const store = {
    getState: () => state,
    dispatch(action) {
      if (typeof action !== 'object' || action === null || typeof action.type !== 'string') {
        throw new Error('Actions must be plain objects with a type.');
      }
      state = reducer(state, action);
      for (const listener of listeners) {
        listener();
      }
      return action;
    },
    subscribe(listener) {
      listeners = [...listeners, listener];
      return () => {
        listeners = listeners.filter((known) => known !== listener);
      };
    },
    replaceReducer(next) {
      reducer = next;
      store.dispatch({ type: '@@redux/REPLACE' });
    },
  };
  store.dispatch({ type: '@@redux/INIT' });
  return store;
}

function combineReducers(reducers) {
  return (state = {}, action) => {
    let changed = false;
    const next = {};
    for (const [key, reducer] of Object.entries(reducers)) {
      next[key] = reducer(state[key], action);
      changed = changed || next[key] !== state[key];
    }
    return changed || Object.keys(state).length !== Object.keys(next).length ? next : state;
  };
}

function compose(...functions) {
  return functions.reduceRight((inner, outer) => (...values) => outer(inner(...values)));
}

function applyMiddleware(...middlewares) {
  return (create) => (reducer, preloaded) => {
    const store = create(reducer, preloaded);
    let dispatch = () => {
      throw new Error('Dispatching while constructing your middleware is not allowed.');
    };
    const api = { getState: store.getState, dispatch: (...values) => dispatch(...values) };
    const chain = middlewares.map((middleware) => middleware(api));
    dispatch = chain.reduceRight((next, link) => link(next), store.dispatch);
    return { ...store, dispatch: (action) => dispatch(action) };
  };
}

function bindActionCreators(creators, dispatch) {
  return Object.fromEntries(
    Object.entries(creators).map(([name, create]) => [name, (...values) => dispatch(create(...values))]),
  );
}

Object.assign(exports, { createStore, legacy_createStore: createStore, combineReducers, compose, applyMiddleware, bindActionCreators });
`;

/**
 * As Redux Toolkit does it, with thunks. Reducers write to a copy of the state that is made
 * as a tree: a part that two places share becomes two parts, as Immer makes it.
 */
const toolkit = `
const core = {};
(function (exports) {${redux}})(core);
Object.assign(exports, core);

function copyTree(value) {
  if (Array.isArray(value)) {
    return value.map(copyTree);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copyTree(child)]));
}

function actionCreator(type, prepare) {
  const create = (...values) => (prepare === undefined ? { type, payload: values[0] } : { type, ...prepare(...values) });
  create.type = type;
  create.match = (action) => action.type === type;
  create.toString = () => type;
  return create;
}
exports.createAction = actionCreator;

function builtCases(build) {
  const byType = new Map();
  const matchers = [];
  let standard;
  const builder = {
    addCase(action, reducer) {
      byType.set(typeof action === 'string' ? action : action.type, reducer);
      return builder;
    },
    addMatcher(matches, reducer) {
      matchers.push({ matches, reducer });
      return builder;
    },
    addDefaultCase(reducer) {
      standard = reducer;
      return builder;
    },
  };
  if (typeof build === 'function') {
    build(builder);
  } else {
    Object.entries(build ?? {}).forEach(([type, reducer]) => builder.addCase(type, reducer));
  }
  return (action) => {
    const found = [byType.get(action.type), ...matchers.filter((one) => one.matches(action)).map((one) => one.reducer)].filter(Boolean);
    return found.length > 0 || standard === undefined ? found : [standard];
  };
}

function reducerOf(initial, reducersFor) {
  return (state = typeof initial === 'function' ? initial() : initial, action) =>
    reducersFor(action).reduce((before, reducer) => {
      const draft = copyTree(before);
      const result = reducer(draft, action);
      return result === undefined ? draft : result;
    }, state);
}
exports.createReducer = (initial, build) => reducerOf(initial, builtCases(build));

exports.createSlice = ({ name, initialState, reducers = {}, extraReducers }) => {
  const extra = builtCases(extraReducers);
  const own = new Map();
  const actions = {};
  for (const [key, value] of Object.entries(reducers)) {
    const type = name + '/' + key;
    const isPrepared = typeof value === 'object';
    own.set(type, isPrepared ? value.reducer : value);
    actions[key] = actionCreator(type, isPrepared ? value.prepare : undefined);
  }
  const reducersFor = (action) => [own.get(action.type), ...extra(action)].filter(Boolean);
  const start = () => copyTree(typeof initialState === 'function' ? initialState() : initialState);
  return { name, actions, reducer: reducerOf(initialState, reducersFor), getInitialState: start };
};

let requests = 0;
exports.createAsyncThunk = (type, run) => {
  const thunk = (argument) => (dispatch, getState) => {
    requests += 1;
    const meta = { arg: argument, requestId: String(requests) };
    dispatch({ type: thunk.pending.type, payload: undefined, meta });
    const reject = (payload) => ({ rejected: true, payload });
    const work = Promise.resolve().then(() => run(argument, { dispatch, getState, rejectWithValue: reject, requestId: meta.requestId }));
    const promise = work.then(
      (value) =>
        value?.rejected === true
          ? { type: thunk.rejected.type, payload: value.payload, error: { message: 'Rejected' }, meta }
          : { type: thunk.fulfilled.type, payload: value, meta },
      (error) => ({ type: thunk.rejected.type, payload: undefined, error: { name: error.name, message: error.message }, meta }),
    ).then((action) => dispatch(action));
    promise.unwrap = () => promise.then((action) => {
      if (action.error !== undefined) {
        throw action.payload ?? action.error;
      }
      return action.payload;
    });
    return promise;
  };
  for (const state of ['pending', 'fulfilled', 'rejected']) {
    thunk[state] = actionCreator(type + '/' + state);
  }
  thunk.typePrefix = type;
  return thunk;
};

const thunks = (api) => (next) => (action) => (typeof action === 'function' ? action(api.dispatch, api.getState) : next(action));

exports.configureStore = ({ reducer, middleware, preloadedState }) => {
  const standard = () => [thunks];
  const chain = typeof middleware === 'function' ? middleware(standard) : middleware ?? standard();
  const root = typeof reducer === 'function' ? reducer : core.combineReducers(reducer);
  return core.createStore(root, preloadedState, core.applyMiddleware(...chain));
};
`;

module.exports = { 'suite:redux': redux, 'suite:redux-toolkit': toolkit };
