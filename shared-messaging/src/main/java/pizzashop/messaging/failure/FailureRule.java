package pizzashop.messaging.failure;

import java.util.function.Predicate;

/**
 * One line of the table that tells failures apart. A service adds its own as beans.
 *
 * @param applies whether a throwable, anywhere in the chain of causes, is meant
 * @param kind what it means
 */
public record FailureRule(Predicate<Throwable> applies, FailureKind kind) {

	/** Every throwable of a type. */
	public static FailureRule of(Class<? extends Throwable> type, FailureKind kind) {
		return new FailureRule(type::isInstance, kind);
	}

	/** Those throwables of a type that fulfil a condition. */
	public static <T extends Throwable> FailureRule of(Class<T> type, Predicate<T> condition, FailureKind kind) {
		return new FailureRule((throwable) -> type.isInstance(throwable) && condition.test(type.cast(throwable)), kind);
	}

}
