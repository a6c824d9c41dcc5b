package pizzashop.messaging;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What gathers during one transaction, to be dealt with when that ends. It is found at
 * once, however much else waits for the transaction's end. A transaction within a
 * suspended one has its own.
 */
public abstract class TransactionBound implements TransactionSynchronization {

	private final Object owner;

	/**
	 * @param owner for whom it gathers
	 */
	protected TransactionBound(Object owner) {
		this.owner = owner;
	}

	/**
	 * What has gathered for the owner during the current transaction.
	 * @param beginning makes it, when there is nothing yet
	 * @throws IllegalStateException outside a transaction
	 */
	@SuppressWarnings("unchecked") // an owner has one kind
	public static <T extends TransactionBound> T of(Object owner, Supplier<T> beginning) {
		@Nullable T gathered = (T) TransactionSynchronizationManager.getResource(owner);
		if (gathered != null) {
			return gathered;
		}
		T begun = beginning.get();
		TransactionSynchronizationManager.registerSynchronization(begun);
		begun.resume();
		return begun;
	}

	@Override
	public final void resume() {
		TransactionSynchronizationManager.bindResource(this.owner, this);
	}

	@Override
	public final void suspend() {
		TransactionSynchronizationManager.unbindResourceIfPossible(this.owner);
	}

	/**
	 * Whoever begins a transaction when this one is over, and before all have heard of
	 * it, begins anew.
	 */
	@Override
	public final void beforeCompletion() {
		suspend();
	}

}
