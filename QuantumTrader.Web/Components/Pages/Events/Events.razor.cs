using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Events;
using QuantumTrader.Web.Ui.Shell;
using QuantumTrader.Web.Ui.Storage;

namespace QuantumTrader.Web.Components.Pages.Events;

/// <summary>How events are kept and carried on, and those that a subscriber could not take.</summary>
public partial class Events
{
    private Freshness<EngineView> _picture;
    private IReadOnlyList<StorageItem> _items = [];
    private IReadOnlyList<DeadLetterRow>? _rows;
    private string? _trouble;
    private string? _mayNot;
    private string _result = "";
    private bool _isPictureStale;
    private bool _isBusy;

    [Inject] public required IDeadLetterActions DeadLetters { get; init; }
    [Inject] public required IOptions<RedisOptions> Redis { get; init; }

    protected override void OnRead()
    {
        _picture = new(View, View?.AtUtc, TopBarModel.AgeMax);
        _isPictureStale = _picture.State(NowUtc) != FreshnessState.Fresh;
        _items = View is { } view ? StorageItems.Of(view, Redis.Value.BacklogMax, NowUtc) : [];
        _mayNot = RefusalText.WhyDisabled(RefusalOf(AccessAction.RetryDeadLetter));
        ReadDeadLetters();
    }

    private void ReadDeadLetters()
    {
        try
        {
            (_rows, _trouble) = (DeadLetters.List(), null);
        }
        catch (Exception e)
        {
            // Not an empty list: whoever looks must see that nobody knows.
            if (_trouble is null)
            {
                Logs.CreateLogger<Events>().DeadLettersUnreadable(e);
            }

            (_rows, _trouble) = (null, e.Message);
        }
    }

    private Task RetryAsync(DeadLetterRow row) => TryAsync(caller => DeadLetters.RetryAsync(caller, row.Subscriber, row.Number, CancellationToken.None));

    private Task RetryAllAsync() => TryAsync(caller => DeadLetters.RetryAllAsync(caller, CancellationToken.None));

    // Without a token: closing the browser must not leave it half done.
    private async Task TryAsync(Func<Caller, Task<Guarded<DeadLetterRetry>>> retry)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            _result = await retry(await Callers.CurrentAsync()) switch
            {
                Guarded<DeadLetterRetry>.Done { Value: { Failed: 0 } all } => $"{all.Succeeded} handled.",
                Guarded<DeadLetterRetry>.Done { Value: var some } => $"{some.Succeeded} handled, {some.Failed} failed again and stay: {some.Failure}",
                Guarded<DeadLetterRetry>.Refused refused => RefusalText.Of(refused.Refusal),
                _ => "",
            };
        }
        catch (Exception e)
        {
            Logs.CreateLogger<Events>().DeadLetterRetryFailed(e);
            _result = $"The retry failed: {e.Message} What was not handled stays in the list.";
        }

        _isBusy = false;
        ReadDeadLetters();
    }
}
