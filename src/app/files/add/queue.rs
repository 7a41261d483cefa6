//! A queue bounded by weight: the memory of items between the reading threads and the writing
//! thread is limited.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

struct State<T> {
    items: VecDeque<(T, usize)>,
    weight: usize,
    /// Threads that may still push.
    producers: usize,
    /// Threads waiting for room.
    blocked: usize,
    /// The consumer is gone.
    abandoned: bool,
}

pub(in crate::app) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    most: usize,
}

impl<T> Queue<T> {
    pub(in crate::app) fn new(producers: usize, most: usize) -> Self {
        Self {
            state: Mutex::new(State {
                items: VecDeque::new(),
                weight: 0,
                producers,
                blocked: 0,
                abandoned: false,
            }),
            changed: Condvar::new(),
            most,
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<T>>) -> MutexGuard<'a, State<T>> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room; returns whether the item was accepted: `false` if the consumer is gone.
    pub(in crate::app) fn push(&self, item: T, weight: usize) -> bool {
        let mut state = self.state();
        let full = |state: &State<T>| {
            !state.abandoned && state.weight > 0 && state.weight + weight > self.most
        };
        if full(&state) {
            // Tells the consumer that no more items come before it takes a batch.
            state.blocked += 1;
            self.changed.notify_all();
            while full(&state) {
                state = self.wait(state);
            }
            state.blocked -= 1;
        }
        if state.abandoned {
            return false;
        }
        state.weight += weight;
        state.items.push_back((item, weight));
        drop(state);
        self.changed.notify_all();
        true
    }

    /// A producer is done.
    pub(in crate::app) fn finished(&self) {
        self.state().producers -= 1;
        self.changed.notify_all();
    }

    /// Waits until there is a batch of `weight`, no producer is left, or there is no room for one;
    /// an empty batch is the end.
    pub(in crate::app) fn batch(&self, weight: usize) -> Vec<T> {
        let mut state = self.state();
        // A producer that has room again may not have woken up yet.
        let enough = |state: &State<T>| {
            state.weight >= weight || (state.blocked > 0 && !state.items.is_empty())
        };
        while state.producers > 0 && !enough(&state) {
            state = self.wait(state);
        }
        let mut batch = Vec::new();
        let mut taken = 0;
        while taken < weight {
            let Some((item, heavy)) = state.items.pop_front() else {
                break;
            };
            taken += heavy;
            batch.push(item);
        }
        state.weight -= taken;
        drop(state);
        self.changed.notify_all();
        batch
    }

    /// Whether the consumer is gone.
    pub(in crate::app) fn is_abandoned(&self) -> bool {
        self.state().abandoned
    }

    /// The consumer is gone: producers are released.
    pub(in crate::app) fn abandon(&self) {
        let mut state = self.state();
        state.abandoned = true;
        state.items.clear();
        state.weight = 0;
        drop(state);
        self.changed.notify_all();
    }
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "tests may start threads directly"
)]
mod tests {
    use super::*;

    #[test]
    fn batches_end_and_producers_wait() {
        let queue = Queue::new(2, 10);
        std::thread::scope(|scope| {
            for producer in 0..2 {
                let queue = &queue;
                scope.spawn(move || {
                    for n in 0..100 {
                        assert!(queue.push(producer * 1000 + n, 3));
                    }
                    queue.finished();
                });
            }
            let mut all = Vec::new();
            loop {
                let batch = queue.batch(6);
                if batch.is_empty() {
                    break;
                }
                all.extend(batch);
            }
            all.sort_unstable();
            let wanted: Vec<i32> = (0..100).chain(1000..1100).collect();
            assert_eq!(all, wanted);
        });
    }

    #[test]
    fn a_batch_is_taken_where_there_is_no_room_for_more() {
        let queue = std::sync::Arc::new(Queue::new(2, 12));
        for producer in 0..2 {
            let queue = queue.clone();
            std::thread::spawn(move || {
                assert!(queue.push(producer, 9));
                queue.finished();
            });
        }
        let (to, taken) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            while let [one] = queue.batch(10)[..] {
                to.send(one).unwrap();
            }
        });
        let patience = std::time::Duration::from_secs(20);
        let mut all = [(); 2].map(|()| taken.recv_timeout(patience).unwrap());
        all.sort_unstable();
        assert_eq!(all, [0, 1]);
    }

    #[test]
    fn an_abandoned_queue_lets_producers_go() {
        let queue = Queue::new(1, 1);
        assert!(queue.push(1, 1));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.push(2, 1));
            queue.abandon();
            assert!(!waiting.join().unwrap());
        });
    }
}
