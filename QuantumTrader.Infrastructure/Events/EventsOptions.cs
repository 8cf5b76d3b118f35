using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>The journal's settings, section <c>Events</c>.</summary>
public sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>Where the segments are, relative to the data directory. Default <c>events</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; set; } = "events";

    /// <summary>A segment that would grow past this many bytes is followed by another. Default 100 MB; 64 KB to 2 GB.</summary>
    [Range(64L * 1024, 2L * 1024 * 1024 * 1024)]
    public long SegmentSizeMax { get; set; } = 100L * 1024 * 1024;

    /// <summary>How many events may wait for the disk; more are refused and counted, never queued. Default 65,536; 256 to 1,048,576.</summary>
    [Range(256, 1024 * 1024)]
    public int QueueMax { get; set; } = 65_536;

    /// <summary>How often a failing disk is tried again when nobody appends. Default 1 s; 100 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);
}
