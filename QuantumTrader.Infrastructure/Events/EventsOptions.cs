using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>The journal's settings, section <c>Events</c>.</summary>
public sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>Where the segments are, relative to the data directory. Default <c>events</c>.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Events:Directory must name a folder, such as events.")]
    public string Directory { get; set; } = "events";

    /// <summary>A segment that would grow past this many bytes is followed by another. Default 100 MB; 64 KB to 2 GB.</summary>
    [Range(64L * 1024, 2L * 1024 * 1024 * 1024, ErrorMessage = "Events:SegmentSizeMax must be 65536 to 2147483648 bytes.")]
    public long SegmentSizeMax { get; set; } = 100L * 1024 * 1024;

    /// <summary>How many events may wait for the disk; more are refused and counted, never queued. Default 65,536; 256 to 1,048,576.</summary>
    [Range(256, 1024 * 1024, ErrorMessage = "Events:QueueMax must be 256 to 1048576.")]
    public int QueueMax { get; set; } = 65_536;

    /// <summary>How often a failing disk is tried again when nobody appends. Default 1 s; 100 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Events:ProbeInterval must be 100 ms to 1 min.")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A disk that leaves an event waiting for this long is shown as stalled, and entries are denied. Default 1 s; 100 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Events:StallAfter must be 100 ms to 1 min.")]
    public TimeSpan StallAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a segment is kept at least, also when every consumer has had it. Default 30 days; 1 hour to 3650 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00", ErrorMessage = "Events:Retention must be 1 hour to 3650 days.")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);
}
