using System.ComponentModel.DataAnnotations;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

public sealed class ExecutionOptions
{
    public const string Section = "Execution";

    /// <summary>No answer within this is Unknown, not Rejected. 500 ms to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00", ErrorMessage = "Execution:AckTimeout must be between 00:00:00.5 and 00:01:00.")]
    public TimeSpan AckTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>"Order does not exist" is believed only this long after an unknown send. 1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Execution:NotPlacedAfter must be between 00:00:01 and 00:05:00.")]
    public TimeSpan NotPlacedAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Exits and protective orders wait this long for the journal and then go out without it; entries are not sent at all. 50 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10", ErrorMessage = "Execution:JournalWaitMax must be between 00:00:00.05 and 00:00:10.")]
    public TimeSpan JournalWaitMax { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the ledger is compared with the venue while its stream is not trusted, something is in doubt, or it has none. 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Execution:ReconcileInterval must be between 00:00:01 and 00:10:00.")]
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The same while the venue's stream tells everything and nothing is in doubt; never less than the other. 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Execution:ReconcileQuietInterval must be between 00:00:01 and 00:10:00.")]
    public TimeSpan ReconcileQuietInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is done about a position that no order of ours explains.</summary>
    [EnumDataType(typeof(StrangerRule), ErrorMessage = "Execution:StrangerPositions must be LeaveAlone or Adopt.")]
    public StrangerRule StrangerPositions { get; set; } = StrangerRule.LeaveAlone;

    /// <summary>Orders that the venue takes in ten seconds. 1 to 10,000.</summary>
    [Range(1, 10_000, ErrorMessage = "Execution:OrdersPerTenSeconds must be between 1 and 10000.")]
    public int OrdersPerTenSeconds { get; set; } = 300;

    /// <summary>Orders that the venue takes in a minute; at least those of ten seconds. 1 to 60,000.</summary>
    [Range(1, 60_000, ErrorMessage = "Execution:OrdersPerMinute must be between 1 and 60000.")]
    public int OrdersPerMinute { get; set; } = 1_200;

    /// <summary>The share of both that entries never use, so that an emergency stop finds room. 0 to 0.9.</summary>
    [Range(0.0, 0.9, ErrorMessage = "Execution:EmergencyReserve must be between 0 and 0.9.")]
    public double EmergencyReserve { get; set; } = 0.5;

    /// <summary>An order limit below that of ten seconds is taken as the same.</summary>
    public SendBudget CreateBudget() =>
        new(OrdersPerTenSeconds, Math.Max(OrdersPerTenSeconds, OrdersPerMinute), new Fraction((decimal)EmergencyReserve));
}
