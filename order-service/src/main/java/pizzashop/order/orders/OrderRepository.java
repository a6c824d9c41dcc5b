package pizzashop.order.orders;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The orders there are. Their ids are UUIDv7, so the order of ids is that of time. */
public interface OrderRepository extends Repository<Order, UUID> {

	/** Stores an order and publishes what happened to it. */
	@Transactional(propagation = Propagation.MANDATORY)
	Order save(Order order);

	/** An order with its lines and its timeline. */
	@EntityGraph(attributePaths = { "lines", "timeline" })
	Optional<Order> findWithTimelineById(UUID id);

	/** The newest orders, with their lines, that are older than a given one. */
	@Query("""
			select o from Order o left join fetch o.lines
			where o.id in (select p.id from Order p where p.id < :before order by p.id desc limit :limit)
			order by o.id desc""")
	List<Order> findNewestBefore(UUID before, int limit);

	/**
	 * Those of the orders that exist, locked until the transaction ends, always in the
	 * same order so that two instances cannot wait for each other.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select o from Order o where o.id in :ids order by o.id")
	List<Order> lock(Collection<UUID> ids);

}
