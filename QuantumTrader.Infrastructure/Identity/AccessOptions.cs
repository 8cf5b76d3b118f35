using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Sessions, step-up and limits: section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>A session without a keystroke or click for this long is over. Default 15 min; 1 min to 8 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "08:00:00", ErrorMessage = "Access:IdleMax must be 1 min to 8 h.")]
    public TimeSpan IdleMax { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A session is over after this long, whatever happens in it. Default 8 h; 5 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00", ErrorMessage = "Access:SessionMax must be 5 min to 24 h.")]
    public TimeSpan SessionMax { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How old the last proof of identity may be for what needs a fresh one. Default 5 min; 30 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "01:00:00", ErrorMessage = "Access:StepUpMax must be 30 s to 1 h.")]
    public TimeSpan StepUpMax { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How late a disabled user, an ended session or a changed role may be noticed. Default 30 s; 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Access:RecheckAfter must be 1 s to 1 min.")]
    public TimeSpan RecheckAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a link for the first setup or for a recovery holds. Default 1 h; 5 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00", ErrorMessage = "Access:LinkMax must be 5 min to 24 h.")]
    public TimeSpan LinkMax { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an approval may be used after it was asked for. Default 15 min; 1 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Access:ApprovalMax must be 1 min to 24 h.")]
    public TimeSpan ApprovalMax { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A reset, and an annulment of a false trip, needs a second person. Default false.</summary>
    public bool TwoPersonReset { get; set; }

    /// <summary>Loosening the policy needs a second person. Default false.</summary>
    public bool TwoPersonLoosening { get; set; }

    /// <summary>Going live needs a second person. Default false.</summary>
    public bool TwoPersonLive { get; set; }

    /// <summary>A loosening must go back by itself within this time; zero: it may be for good. Default 0; at most 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ErrorMessage = "Access:LooseningMax must be 0 (for good) to 30 days.")]
    public TimeSpan LooseningMax { get; set; }

    /// <summary>Live screens per user. Default 10; 1 to 1000.</summary>
    [Range(1, 1000, ErrorMessage = "Access:CircuitsPerUser must be 1 to 1000.")]
    public int CircuitsPerUser { get; set; } = 10;

    /// <summary>Live screens in all. Default 100; 1 to 10000.</summary>
    [Range(1, 10_000, ErrorMessage = "Access:CircuitsMax must be 1 to 10000.")]
    public int CircuitsMax { get; set; } = 100;
}
