package pizzashop.platform.demo;

import pizzashop.platform.customer.TimelineEntry;

/** Says what happens as it happens. */
public interface Narrator {

	/** A step begins. */
	void begin(String title);

	/** Something was done or seen. */
	void tell(String sentence);

	/** Something happened to the order in question. */
	void tell(TimelineEntry entry);

	/** A step is over. */
	void end(Outcome outcome);

}
