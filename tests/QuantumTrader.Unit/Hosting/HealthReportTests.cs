using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Unit.Hosting;

public sealed class HealthReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 52, 7, TimeSpan.Zero);

    private static readonly StorageView Embedded = new() { Provider = "Embedded", Role = EngineRole.Leader, Lease = LeaseState.Held, Epoch = 4, Holder = "here" };

    private static readonly StorageView Redis = Embedded with
    {
        Provider = "Redis",
        LeaseLeft = TimeSpan.FromSeconds(8),
        Redis = new(RedisState.Ready, Now.AddMinutes(-1), null, TimeSpan.FromMilliseconds(0.5), []),
        Forwarder = new(ForwarderState.Forwarding, 90, 10, Now.AddSeconds(-2), 500, null),
    };

    [Fact]
    public void Health_AllGood_IsHealthy()
    {
        Assert.Equal("healthy", Of(Embedded).Status);
        var redis = Of(Redis);
        Assert.Equal(("healthy", true), (redis.Status, redis.IsGood));
        Assert.Equal((new RedisPart("ready", 60, 0.5, null), new ForwarderPart("forwarding", 10, 2, 500, null)), (redis.Redis, redis.Forwarder));
        Assert.Equal(new LeasePart("held", "leader", 8, 4, "here"), redis.Lease);
        Assert.Equal(("not_used", "not_used"), (Of(Embedded).Redis.State, Of(Embedded).Forwarder.State));
    }

    [Fact]
    public void Health_AStopThatIsSavedNowhere_IsToldBeforeAnythingElse()
    {
        var report = HealthReport.Of(Facts(Embedded) with { LatchNotSavedSinceUtc = Now.AddSeconds(-7), Journal = new(JournalState.Failing, 12, 10, "full", Now) });
        Assert.Equal(("latch_not_saved", false, 7.0), (report.Status, report.IsGood, report.LatchNotSavedSeconds));
        Assert.Null(Of(Embedded).LatchNotSavedSeconds);
    }

    [Fact]
    public void Health_PolicyNotKnown_IsToldWithItsCause()
    {
        var facts = Facts(Redis) with { PolicyCause = "The shared store was emptied." };
        var report = HealthReport.Of(facts);
        Assert.Equal(("policy_failing", false, new PolicyPart("failing", "The shared store was emptied.")), (report.Status, report.IsGood, report.Policy));
    }

    [Fact]
    public void Health_StandbyInOrder_IsGoodButNotHealthy()
    {
        var report = Of(Redis with { Role = EngineRole.Standby, Lease = LeaseState.Lost });
        Assert.Equal(("standby", true), (report.Status, report.IsGood));
    }

    [Fact]
    public void Recorder_IsToldWithItsTroubleAndMakesNothingUnhealthy()
    {
        var well = new RecorderHealth(RecorderState.Recording, 900, 0, Now.AddSeconds(-2), null);
        Assert.Equal(("healthy", new RecorderPart("recording", 900, 0, 2, null)), On(well));
        Assert.Equal(("healthy", new RecorderPart("low_space", 900, 7, 2, "full")), On(well with { State = RecorderState.LowSpace, Dropped = 7, Failure = "full" }));
        Assert.Equal(("healthy", new RecorderPart("failing", 900, 7, 2, "refused")), On(well with { State = RecorderState.Failing, Dropped = 7, Failure = "refused" }));
        Assert.Equal("silent", On(well with { WrittenAtUtc = Now - RecorderHealth.SilentAfter - TimeSpan.FromTicks(1) }).Recorder.State);
        Assert.Equal("recording", On(well with { WrittenAtUtc = Now - RecorderHealth.SilentAfter }).Recorder.State);
        Assert.Equal(("waiting", (double?)null), (On(well with { WrittenAtUtc = null }).Recorder.State, On(well with { WrittenAtUtc = null }).Recorder.LastWriteSeconds));
        Assert.Equal("off", On(well with { State = RecorderState.Off }).Recorder.State);
        Assert.Equal("failing", On(well with { State = (RecorderState)99 }).Recorder.State);

        static (string Status, RecorderPart Recorder) On(RecorderHealth recorder)
        {
            var report = HealthReport.Of(Facts(Embedded) with { Recorder = recorder });
            return (report.Status, report.Recorder);
        }
    }

    public static TheoryData<string, StorageView?> Bad => new()
    {
        { "storage_unknown", null },
        { "redis_unknown", Redis with { Redis = null } },
        { "redis_unknown", Redis with { Redis = Redis.Redis! with { State = RedisState.Unknown } } },
        { "redis_away", Redis with { Redis = Redis.Redis! with { State = RedisState.Away } } },
        { "redis_refused", Redis with { Redis = Redis.Redis! with { State = RedisState.Refused } } },
        { "forwarder_unknown", Redis with { Forwarder = null } },
        { "forwarder_waiting", Redis with { Forwarder = Redis.Forwarder! with { State = ForwarderState.Waiting } } },
        { "forwarder_conflict", Redis with { Forwarder = Redis.Forwarder! with { State = ForwarderState.Conflict } } },
        { "lease_unproven", Redis with { Role = EngineRole.Standby, Lease = LeaseState.Unproven } },
        { "lease_contradiction", Redis with { Lease = LeaseState.Lost } },
        { "taking_over", Redis with { Role = EngineRole.Standby } },
        { "trade_store_failing", Embedded with { TradesBehind = 3, TradesCause = "locked" } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Health_AnythingUnknownOrFailing_IsNeverHealthy(string status, StorageView? storage)
    {
        var report = Of(storage);
        Assert.Equal((status, false), (report.Status, report.IsGood));
    }

    [Fact]
    public void Health_PictureTooOld_BelievesNothingOfIt()
    {
        var report = HealthReport.Of(Facts(Embedded) with { PictureAtUtc = Now.AddSeconds(-3.1) });
        Assert.Equal("storage_unknown", report.Status);
        Assert.Equal(("unknown", "unknown", "unknown"), (report.Lease.State, report.TradeStore.State, report.Redis.State));
        Assert.Null(report.DeadLetters);
    }

    [Fact]
    public void Health_JournalFailing_IsToldBeforeAnythingElse()
    {
        var failing = new JournalHealth(JournalState.Failing, 12, 10, "disk full", Now);
        foreach (var facts in (HealthFacts[])[Facts(Embedded), Facts(null), Facts(null) with { PictureAtUtc = null, BarAge = null }])
        {
            var report = HealthReport.Of(facts with { Journal = failing });
            Assert.Equal(("journal_failing", false, false), (report.Status, report.JournalOk, report.IsGood));
            Assert.Equal((2, "disk full"), (report.Journal.NotYetDurable, report.Journal.Cause));
        }
    }

    [Fact]
    public void Health_JournalStalled_IsToldWithHowLong()
    {
        var report = HealthReport.Of(Facts(Embedded) with { Journal = new(JournalState.Stalled, 12, 10, "the disk does not answer", Now, Now.AddSeconds(-1.5)) });
        Assert.Equal(("journal_stalled", false), (report.Status, report.IsGood));
        Assert.Equal(1.5, report.Journal.WaitingSeconds);
    }

    [Theory]
    [InlineData(null, "starting")]
    [InlineData(30.0, "healthy")]
    [InlineData(30.1, "stale")]
    public void Health_BarAge_DecidesAtItsLimit(double? seconds, string status) =>
        Assert.Equal(status, HealthReport.Of(Facts(Embedded) with { BarAge = seconds is { } s ? TimeSpan.FromSeconds(s) : null }).Status);

    [Fact]
    public void Health_BeforeTheFirstPicture_IsStarting() =>
        Assert.Equal("starting", HealthReport.Of(Facts(null) with { PictureAtUtc = null, BarAge = null }).Status);

    [Fact]
    public void Venue_ThatForbidsEntries_IsToldWithItsCauseAndNeverHealthy()
    {
        var well = new VenueStatus { Name = "Binance" };
        Assert.Equal(("healthy", new VenuePart("ok")), On(well));
        Assert.Equal("not_used", Of(Embedded).Venue.State);
        Assert.Equal(("venue_failing", new VenuePart("failing", "The account's stream is not whole: gone")), On(well with { Objection = "The account's stream is not whole: gone" }));
        Assert.Equal(("venue_refused", new VenuePart("refused", "-2015")), On(well with { Refusal = "-2015", Objection = "not set up" }));
        Assert.Equal("venue_refused", HealthReport.Of(Facts(null) with { PictureAtUtc = null, BarAge = null, Venue = well with { Refusal = "-2015" } }).Status);
        Assert.Equal("starting", HealthReport.Of(Facts(null) with { PictureAtUtc = null, BarAge = null, Venue = well with { Objection = "not set up" } }).Status);

        static (string Status, VenuePart Venue) On(VenueStatus venue)
        {
            var report = HealthReport.Of(Facts(Embedded) with { Venue = venue });
            Assert.Equal(report.Status == "healthy", report.IsGood);
            return (report.Status, report.Venue);
        }
    }

    [Fact]
    public void Audit_NotTakingWhatWasDone_IsNotHealthy()
    {
        var report = HealthReport.Of(Facts(Embedded) with { Audit = new(3, 1, Now, "gone") });
        Assert.Equal(("audit_failing", false), (report.Status, report.IsGood));
        Assert.Equal(new AuditPart("failing", 3, 1, "gone"), report.Audit);
        Assert.Equal("ok", Of(Embedded).Audit.State);
    }

    [Fact]
    public void Users_Lost_IsToldWithTheCause()
    {
        var report = HealthReport.Of(Facts(Embedded) with { UsersLostCause = "record 1 is missing" });
        Assert.Equal(("users_lost", false), (report.Status, report.IsGood));
        Assert.Equal(new UsersPart("lost", "record 1 is missing"), report.Users);
        Assert.Equal(new UsersPart("ok", null), Of(Embedded).Users);
    }

    [Fact]
    public void Venue_ThatWantsToHearNothing_IsToldWithUntilWhen()
    {
        var until = Now.AddDays(3);
        var banned = new VenueStatus { Name = "V", BannedUntilUtc = until, IsBanned = true, Objection = "quiet" };

        var report = HealthReport.Of(Facts(Embedded) with { Venue = banned });

        Assert.Equal(("venue_banned", new VenuePart("banned", "quiet", until)), (report.Status, report.Venue));
        var quiet = HealthReport.Of(Facts(Embedded) with { Venue = banned with { IsBanned = false, Refusal = "-2015", Objection = null } });
        Assert.Equal(("venue_quiet", false, "quiet", until), (quiet.Status, quiet.IsGood, quiet.Venue.State, quiet.Venue.QuietUntilUtc));
        Assert.NotEmpty(quiet.Venue.Cause!);
    }

    [Fact]
    public void Triggers_OfAFreshPicture_AreToldWithTheirStateAndOfAnOldOneAreUnknown()
    {
        var facts = Facts(Embedded) with { Triggers = [new("DAILY_LOSS", "reduce_only", "lost", Now.AddSeconds(-5), null), new("DRAWDOWN", TriggerState.Armed, null, null, null)] };

        Assert.Equal([new TriggerPart("DAILY_LOSS", "reduce_only", "lost", 5), new TriggerPart("DRAWDOWN", "armed", null, null)], HealthReport.Of(facts).Triggers);
        Assert.Empty(HealthReport.Of(facts with { PictureAtUtc = Now.AddSeconds(-3.1) }).Triggers);
    }

    private static HealthReport Of(StorageView? storage) => HealthReport.Of(Facts(storage));

    private static HealthFacts Facts(StorageView? storage) => new()
    {
        NowUtc = Now,
        BarAge = TimeSpan.FromSeconds(1),
        BarAgeMax = TimeSpan.FromSeconds(30),
        Mode = "Active",
        RunState = "None",
        Environment = "Paper",
        Journal = new(JournalState.Ok, 12, 12, null, Now),
        PictureAtUtc = Now.AddSeconds(-0.2),
        Storage = storage,
    };
}
