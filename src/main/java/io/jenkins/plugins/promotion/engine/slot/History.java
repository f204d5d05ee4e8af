package io.jenkins.plugins.promotion.engine.slot;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Predicate;

/**
 * An immutable list that grows at its end by sharing: a fold over tens of thousands of records would otherwise copy its
 * history at each of them. Only the newest list of a family shares; growing an older one copies.
 *
 * <p>Safe for use by several threads: an element is written once, under the lock of the shared array, before the list
 * that shows it is handed out.
 */
final class History<E> extends AbstractList<E> implements RandomAccess {
    private final List<E> shared;
    private final int size;

    private History(List<E> shared, int size) {
        this.shared = shared;
        this.size = size;
    }

    static <E> History<E> empty() {
        return new History<>(new ArrayList<>(), 0);
    }

    History<E> plus(E element) {
        synchronized (shared) {
            List<E> target = shared.size() == size ? shared : new ArrayList<>(shared.subList(0, size));
            target.add(element);
            return new History<>(target, size + 1);
        }
    }

    /** The last element of which the condition holds. */
    Optional<E> last(Predicate<E> condition) {
        for (int i = size - 1; i >= 0; i--) {
            E element = get(i);
            if (condition.test(element)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    @Override
    public E get(int index) {
        Objects.checkIndex(index, size);
        synchronized (shared) {
            return shared.get(index);
        }
    }

    @Override
    public int size() {
        return size;
    }
}
