package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the metadata of every image from OME-XML into {@link OmeImage}s. It does
 * not read anything that the text refers to.
 */
final class OmeXml {

	private final List<OmeImage> images = new ArrayList<>();
	private String uuid;
	private String metadataFile;
	private OmeImage image;
	private OmeImage.Pages pages;

	private OmeXml() {}

	/** @return whether a description is OME-XML */
	static boolean isOme(final String description) {
		return description != null && description.contains("<OME") && description.trim().startsWith("<");
	}

	/**
	 * @param xml the text
	 * @return its metadata
	 * @throws IOException if it is not XML, or a number is not valid
	 */
	static OmeXml parse(final String xml) throws IOException {
		final XMLInputFactory factory = XMLInputFactory.newInstance();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		final OmeXml ome = new OmeXml();
		try {
			final XMLStreamReader in = factory.createXMLStreamReader(new StringReader(xml.trim()));
			while (in.hasNext()) {
				final int event = in.next();
				if (event == XMLStreamConstants.START_ELEMENT) ome.start(in);
				else if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("Image")) ome.image = null;
				else if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("TiffData")) ome.pages = null;
			}
		}
		catch (final XMLStreamException | RuntimeException e) {
			throw new IOException("its OME-XML is damaged: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
		}
		return ome;
	}

	private void start(final XMLStreamReader in) throws XMLStreamException {
		switch (in.getLocalName()) {
			case "OME":
				uuid = in.getAttributeValue(null, "UUID");
				return;
			case "BinaryOnly":
				metadataFile = in.getAttributeValue(null, "MetadataFile");
				return;
			case "Image":
				image = new OmeImage();
				image.name = in.getAttributeValue(null, "Name");
				images.add(image);
				return;
			case "Pixels":
				if (image != null) pixels(in);
				return;
			case "Channel":
				if (image != null) channel(in);
				return;
			case "TiffData":
				if (image != null) tiffData(in);
				return;
			case "UUID":
				if (pages == null) return;
				pages.file = in.getAttributeValue(null, "FileName");
				pages.uuid = in.getElementText().trim();
				return;
			default:
		}
	}

	private static long whole(final XMLStreamReader in, final String name, final long missing) {
		final String value = in.getAttributeValue(null, name);
		return value == null ? missing : Long.parseLong(value.trim());
	}

	private static double real(final XMLStreamReader in, final String name) {
		final String value = in.getAttributeValue(null, name);
		return value == null ? 0 : Double.parseDouble(value.trim());
	}

	private void pixels(final XMLStreamReader in) {
		image.sizeX = whole(in, "SizeX", 0);
		image.sizeY = whole(in, "SizeY", 0);
		image.sizeZ = whole(in, "SizeZ", 1);
		image.sizeC = whole(in, "SizeC", 1);
		image.sizeT = whole(in, "SizeT", 1);
		image.type = String.valueOf(in.getAttributeValue(null, "Type"));
		if (in.getAttributeValue(null, "DimensionOrder") != null) image.order = in.getAttributeValue(null, "DimensionOrder");
		image.timeIncrement = real(in, "TimeIncrement");
		if (in.getAttributeValue(null, "TimeIncrementUnit") != null) image.timeUnit = in.getAttributeValue(null,
			"TimeIncrementUnit");
		for (int d = 0; d < 3; d++) {
			final String axis = "PhysicalSize" + "XYZ".charAt(d);
			image.physicalSize[d] = real(in, axis);
			final String unit = in.getAttributeValue(null, axis + "Unit");
			if (unit != null) image.physicalUnit[d] = unit;
		}
	}

	private void channel(final XMLStreamReader in) {
		final OmeImage.Channel channel = new OmeImage.Channel();
		channel.name = in.getAttributeValue(null, "Name");
		if (in.getAttributeValue(null, "Color") != null) channel.colour = whole(in, "Color", -1);
		image.channels.add(channel);
	}

	private void tiffData(final XMLStreamReader in) {
		pages = new OmeImage.Pages();
		pages.page = whole(in, "IFD", -1);
		pages.c = whole(in, "FirstC", 0);
		pages.z = whole(in, "FirstZ", 0);
		pages.t = whole(in, "FirstT", 0);
		pages.count = whole(in, "PlaneCount", -1);
		image.pages.add(pages);
	}

	/** @return the images */
	List<OmeImage> images() {
		return images;
	}

	/** @return the file's own identifier, or null */
	String uuid() {
		return uuid;
	}

	/** @return the file that contains the metadata instead, or null */
	String metadataFile() {
		return metadataFile;
	}
}
