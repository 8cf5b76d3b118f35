using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Sizing;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;
using QuantumTrader.Web.Engine.Storage;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Engine;

/// <summary>
/// The engine on a data directory: opens what an earlier process left, puts it together, and hands out what the host
/// pumps. Made once per process; every member but the properties is used on the engine's scheduler.
/// </summary>
public sealed class LiveEngine(
    DataDirectoryLease lease,
    EngineSettings settings,
    IMarketSource market,
    ILiveVenue venue,
    IEngineStorage storage,
    ISwitchedOffStore switchedOff,
    ILatchStore latches,
    IStopArchive archive,
    SafetyNotices notices,
    IEnumerable<IDeadLetterSource> readers,
    InProcessEventBus bus,
    ISignalModel model,
    RlPositionSizer sizer,
    QTableFile table,
    IIdSource ids,
    TimeProvider time,
    MarketRecorder recorder,
    ILoggerFactory logs) : IDisposable
{
    private static readonly TimeSpan IdleWaitMax = TimeSpan.FromSeconds(5);
    private TradingEngine? _engine;
    private DeadLetterDesk? _letters;
    private EmergencyRecord? _held;
    private bool _savingTable;
    private bool _tableIsDirty;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EngineContext Context { get; } = new();

    /// <summary>What subscribers could not handle, for people.</summary>
    public DeadLetterDesk Letters => _letters ??= new([notices.Subscriber, .. readers.Select(r => r.Subscriber)], bus, work => Context.InvokeAsync(() => Task.FromResult(work())));

    public TimeProvider Time => time;

    public EngineSettings Settings => settings;

    public IMarketSource Market => market;

    public MarketCursorFile Cursor { get; } = new(Path.Combine(lease.Directory, "market.cursor"));

    /// <summary>The market's time at which the engine was stopped; null at the first start.</summary>
    public DateTimeOffset? ResumeAfterUtc { get; private set; }

    /// <summary>The emergency that <see cref="OpenAsync()"/> found; null: none.</summary>
    public EmergencyRecord? Held => _held;

    /// <summary>The same, where a process on this data directory made it; one that the shared policy alone holds was made elsewhere.</summary>
    public EmergencyRecord? HeldHere { get; private set; }

    /// <summary>The policy was read then, so that <see cref="Held"/> is known not to have been reset elsewhere.</summary>
    public bool IsHeldConfirmed { get; private set; }

    /// <summary>Null until <see cref="StartAsync"/> has begun; other threads may look at its immutable parts.</summary>
    public TradingEngine? Engine => Volatile.Read(ref _engine);

    /// <summary>Done when what an earlier process left is open and the venue's rules are known. Safe on any thread.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Why this model may not trade here; null when it may.</summary>
    public string? ModelRefusal => AiTradingEngine.RefusalOf(model, settings.Environment);

    /// <inheritdoc cref="OpenAsync(bool)"/>
    public Task<TradingEngine> OpenAsync() => OpenAsync(marksVenue: true);

    /// <summary>Opens what an earlier process left, unless that was done; nothing is sent and nothing trades yet.</summary>
    /// <param name="marksVenue">A directory that names no venue yet is this venue's from here on. A stop without the app may run on wrong settings, and decides nothing.</param>
    /// <exception cref="OtherVenueException">The directory's trades are at another venue.</exception>
    public async Task<TradingEngine> OpenAsync(bool marksVenue)
    {
        if (_engine is not null)
        {
            return _engine;
        }

        VenueMark.Check(lease.Directory, settings.VenueName);
        if (marksVenue)
        {
            await MarkVenueAsync();
        }

        await venue.LoadAsync(CancellationToken.None);
        ResumeAfterUtc = Cursor.Read();
        var book = await storage.RestoreAsync(CancellationToken.None);
        var drawdown = await storage.Drawdown.ReadAsync(CancellationToken.None) ?? DrawdownState.Empty;
        var engine = new TradingEngine(Parts(book, drawdown));
        venue.IsOnDuty = () => engine.Leadership.IsOnDuty;
        venue.IsStopping = () => engine.Emergency.Record is { IsRunOver: false };
        venue.Subscribe(engine.Updates);
        _held = await HeldEmergencyAsync();
        storage.Begin(book, bus);
        Volatile.Write(ref _engine, engine);
        _opened.TrySetResult();
        return engine;
    }

    /// <summary>How far the process that leads says that it is with this emergency; null: it says nothing, or cannot be heard. Safe on any thread.</summary>
    public Task<EmergencyRunState?> LeaderReportsAsync(Guid emergencyId, string? journalId = null) => storage.LeaderReportsAsync(emergencyId, journalId);

    /// <inheritdoc cref="IEngineStorage.UnsettledLeaderAsync"/>
    public Task<string?> UnsettledLeaderAsync() => storage.UnsettledLeaderAsync();

    /// <summary>Opens, resumes a stop that was under way, reconciles, and then trades.</summary>
    /// <param name="adopts">False: another emergency holds already, in the place of what was found.</param>
    public async Task<TradingEngine> StartAsync(bool adopts = true)
    {
        var engine = await OpenAsync();
        await engine.StartAsync(adopts ? _held : null);
        logs.CreateLogger<LiveEngine>().EngineStarted(settings.Environment.ToString(), market.Description, lease.Directory, storage.Lease.Epoch);
        return engine;
    }

    public void OnBar(in MarketBar bar) => venue.OnBar(in bar);

    /// <inheritdoc cref="ILiveVenue.LookEvery"/>
    public TimeSpan LookEvery => venue.LookEvery;

    /// <summary>What is known of the venue without asking.</summary>
    public VenueTidings Tidings => new(venue.FollowedSinceUtc, Engine!.Unknown.Changes, Engine.IsInDoubt, Engine.Emergency.Record is { IsRunOver: false });

    /// <summary>How the venue is now, also before the engine makes pictures; null on paper. Safe on any thread.</summary>
    public VenueStatus? VenueStatus => venue.Status;

    /// <summary>Nothing new is opened while the venue cannot be followed.</summary>
    public void WatchVenue() => Engine!.OnVenueObjection(venue.Objection);

    public EngineViewBuilder CreateViewBuilder()
    {
        var builder = new EngineViewBuilder(Engine!, settings.Environment, market.Description, storage.Journal, time) { VenueLookEvery = venue.LookEvery, Venue = () => venue.Status, Recorder = () => recorder.Health, Storage = () => storage.View(Engine!.Leadership.Role) with { DeadLetters = Letters.Count } };
        bus.Subscribe(builder.OnEvent);
        Engine!.Executor.DeniedUnrecorded = builder.OnUnrecorded;
        Engine.Updates.OrderTold = builder.OnOrder;
        return builder;
    }

    /// <summary>Reads the policy when another process is heard to have changed it; until what is returned is disposed.</summary>
    public PolicyListener ListenToPolicy(TradingEngine engine) =>
        new(storage.PolicyChanges, Context, version => version > (engine.Policy.Stored?.Version ?? 0), engine.RefreshPolicyAsync);

    /// <summary>Looks at what stops trading from outside.</summary>
    public OutsideWatch WatchOutside()
    {
        var options = settings.Triggers;
        var file = options.File ? new StopFile(Path.Combine(lease.Directory, "emergency"), options.FileName, time) : null;
        return new OutsideWatch(file, latches, options.FileEvery, time, logs.CreateLogger<OutsideWatch>());
    }

    /// <summary>Lets what is under way finish, for a while, then closes the journal. Orders stay at the venue as they are.</summary>
    public async Task CloseAsync()
    {
        if (Engine is { } engine)
        {
            // A stop that is stuck goes on for ever; the next start resumes it.
            await Task.WhenAny(engine.Tasks.WhenIdleAsync(), Task.Delay(IdleWaitMax, time));
        }

        await venue.DisposeAsync();
        await storage.CloseAsync();
    }

    public void Dispose() => Context.Dispose();

    private EngineParts Parts(TradeBook book, DrawdownState drawdown) => new()
    {
        Time = PromptTimeProvider.For(time),
        Ids = ids,
        Exchange = venue,
        Instruments = venue.Instruments,
        Maintenance = venue.Maintenance,
        CountTransfersFrom = venue.CountTransfersFrom,
        ObjectionTo = venue.ObjectionTo,
        IsFollowed = () => venue.FollowedSinceUtc is not null,
        Bus = bus,
        Book = book,
        PolicyStore = storage.Policy,
        Latches = latches,
        Archive = archive,
        DrawdownStore = storage.Drawdown,
        SwitchedOff = switchedOff,
        Drawdown = new DrawdownMonitor(settings.Risk.ToDrawdownSettings(confirmImmediately: false), drawdown),
        Model = model,
        Sizer = sizer,
        Market = market.Description,
        Learned = SaveTable,
        ToldPolicy = new ToldPolicyFile(Path.Combine(lease.Directory, "policy.told")),
        Settings = settings,
        Logs = logs,
        JournalOk = () => storage.Journal.Health.State == JournalState.Ok,
        IsStopInJournal = latch => StopSearch.HasAsync(storage.Journal, latch),
        Lease = storage.Lease,
        SharesPolicy = storage.PolicyChanges is not null,
        SettlesIn = () => storage.SettlesIn,
        MergeTrades = stopping => storage.MergeTradesAsync(book, stopping),
        Storage = storage.Facts,
        BarEvery = market.Pace,
    };

    /// <summary>One save at a time; what is learned meanwhile goes with the next.</summary>
    private void SaveTable()
    {
        _tableIsDirty = true;
        if (!_savingTable)
        {
            _savingTable = true;
            Engine!.Tasks.Run("save the sizer's table", SaveTableAsync);
        }
    }

    private async Task SaveTableAsync()
    {
        try
        {
            while (_tableIsDirty)
            {
                _tableIsDirty = false;
                await table.SaveAsync(QTableCodec.Encode(new QTableImage(sizer.Table, sizer.Recent)), CancellationToken.None);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logs.CreateLogger<LiveEngine>().TableNotSaved(e); // The next closed trade tries again; nothing but experience is at stake.
        }
        finally
        {
            _savingTable = false;
        }
    }

    /// <summary>
    /// The safer of policy and file; at the very first start the file is written, so that its loss is seen later. A policy that cannot be
    /// read now may hold an emergency: it denies entries until it can, and is looked at then.
    /// </summary>
    private async Task<EmergencyRecord?> HeldEmergencyAsync()
    {
        var file = latches.Read();
        var (policy, history) = await ReadPolicyAsync();
        IsHeldConfirmed = history is not null;
        var resets = (history ?? []).Select(p => p.LastResetEmergencyId).OfType<Guid>().ToHashSet();
        var held = LatchResolution.Resolve(file, policy, resets, lease.UsedBefore, time.GetUtcNow(), ids.Next);
        if (held is null && history is not null && file is not LatchFileRead.Clear)
        {
            await latches.ClearAsync();
        }

        var isOfHere = storage.PolicyChanges is null || (file is LatchFileRead.Latched latched && latched.Record.Latch.EmergencyId == held?.Latch.EmergencyId);
        HeldHere = isOfHere ? held : null;
        await lease.MarkUsedAsync();
        return held;
    }

    private async Task MarkVenueAsync()
    {
        try
        {
            await VenueMark.WriteAsync(lease.Directory, settings.VenueName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && lease.UsedBefore)
        {
            logs.CreateLogger<LiveEngine>().VenueNotMarked(e); // A full disk under what was used before: exits and stops go on.
        }
    }

    /// <summary>No history when the store does not answer.</summary>
    private async Task<(TradingPolicy? Policy, IReadOnlyList<TradingPolicy>? History)> ReadPolicyAsync()
    {
        try
        {
            var policy = await storage.Policy.ReadAsync(CancellationToken.None);
            return (policy, await storage.Policy.ReadHistoryAsync(1_000, CancellationToken.None));
        }
        catch (PolicyUnavailableException e)
        {
            logs.CreateLogger<LiveEngine>().PolicyNotRead(e.Message);
            return (null, null);
        }
    }
}
