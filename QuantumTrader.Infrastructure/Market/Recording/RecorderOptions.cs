using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>The configuration section "Recorder". It records what <c>Market:Source</c> Exchange brings; the other sources can be had again.</summary>
public sealed class RecorderOptions
{
    public const string Section = "Recorder";

    public bool Enabled { get; set; } = true;

    /// <summary>Also the marks between bars, one row a second and symbol: some 7 MB a symbol and day until the day is packed.</summary>
    public bool Marks { get; set; } = true;

    /// <summary>Days that are kept, the newest recorded one not counted; 1 to 3,650.</summary>
    [Range(1, 3650, ErrorMessage = "Recorder:RetentionDays must be 1 to 3650 days.")]
    public int RetentionDays { get; set; } = 30;

    /// <summary>With less space than this on its disk nothing is recorded, so that the journal has room; in bytes, 0 or more.</summary>
    [Range(typeof(long), "0", "9223372036854775807", ErrorMessage = "Recorder:FreeBytesMin must be 0 bytes or more.")]
    public long FreeBytesMin { get; set; } = 2L << 30;
}
