package pizzashop.kitchen.oven;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Jams and repairs the oven. */
@Repository
public class OvenSwitch {

	private final JdbcClient jdbc;

	private final OvenProperties properties;

	private final ApplicationEventPublisher events;

	OvenSwitch(JdbcClient jdbc, OvenProperties properties, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.events = events;
	}

	/** The oven as it is now: one query. */
	public Oven oven() {
		return this.jdbc.sql("select jammed, since from oven")
			.query((row, number) -> new Oven(row.getBoolean("jammed"), row.getTimestamp("since").toInstant(),
					this.properties.bakeTime()))
			.single();
	}

	/** Jams or repairs it. An oven that is so already stays as it is. */
	@Transactional
	public Oven turn(boolean jammed) {
		int changed = this.jdbc.sql("update oven set jammed = :jammed, since = now() where jammed <> :jammed")
			.param("jammed", jammed)
			.update();
		if (changed > 0) {
			this.events.publishEvent(new OvenSwitched(jammed));
		}
		return oven();
	}

}
