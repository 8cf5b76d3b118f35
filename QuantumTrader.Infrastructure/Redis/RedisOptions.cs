using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>The shared store's settings, section <c>Redis</c>. Used when <c>Store:Provider</c> is Redis.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>As StackExchange.Redis reads it, such as <c>127.0.0.1:6379</c> or <c>host:6380,ssl=true,password=...</c>. Never logged.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The account that this engine trades; part of every key. 1 to 32 letters, digits, dashes. Default main.</summary>
    [Required(ErrorMessage = "Redis:Account must be 1 to 32 letters, digits and dashes, such as main.")]
    [RegularExpression("^[A-Za-z0-9-]{1,32}$", ErrorMessage = "Redis:Account must be 1 to 32 letters, digits and dashes, such as main.")]
    public string Account { get; set; } = "main";

    /// <summary>A command without an answer after this long failed, and what it did is unknown. 50 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10", ErrorMessage = "Redis:CommandTimeout must be 50 ms to 10 s.")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the connection is proved. 100 ms to 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:05", ErrorMessage = "Redis:ProbeInterval must be 100 ms to 5 s.")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a lease lasts unless it is renewed; it is renewed three times as often. 3 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:01:00", ErrorMessage = "Redis:LeaseDuration must be 3 s to 1 min.")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Events forwarded in one pipelined batch. 100 to 100,000.</summary>
    [Range(100, 100_000, ErrorMessage = "Redis:ForwardBatch must be 100 to 100000.")]
    public int ForwardBatch { get; set; } = 10_000;

    /// <summary>Entries are denied when more events than this wait to be forwarded and a stand-by may have to take over. 1,000 to 10,000,000.</summary>
    [Range(1_000, 10_000_000, ErrorMessage = "Redis:BacklogMax must be 1000 to 10000000.")]
    public long BacklogMax { get; set; } = 50_000;

    /// <summary>Streams keep at least this much history; what a registered group has not read stays whatever its age. 1 h to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00", ErrorMessage = "Redis:StreamRetention must be 1 h to 3650 days.")]
    public TimeSpan StreamRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Codes of settings of the server that would lose data and are accepted all the same, separated by commas: REDIS_EVICTION,
    /// REDIS_NO_APPEND_FILE, REDIS_FSYNC, REDIS_SETTINGS_UNKNOWN. Each is then a standing warning. Empty: none.
    /// </summary>
    public string Accept { get; set; } = "";
}
