using System.Globalization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// One connection from its opening to its end: subscribes, receives, and ends itself when a stream is silent, whatever the socket says.
/// Used once.
/// </summary>
internal sealed class StreamSession : IAsyncDisposable
{
    private readonly IStreamSocket _socket;
    private readonly Uri _address;
    private readonly IReadOnlyList<StreamSpec> _specs;
    private readonly IStreamSink _sink;
    private readonly StreamSettings _settings;
    private readonly StreamCounters _counters;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly SendLimit _limit;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _proved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LifeSign _sign;
    private StreamAges _ages;
    private Task _receiving = Task.CompletedTask;
    private ITimer? _watch;
    private long _lastFrame;
    private bool _hasFrame;
    private int _commands;
    private int _ending;

    public StreamSession(IStreamSocket socket, Uri address, IReadOnlyList<StreamSpec> specs, IStreamSink sink, StreamSettings settings, StreamCounters counters, TimeProvider time)
    {
        (_socket, _address, _specs, _sink, _settings, _counters, _time) = (socket, address, specs, sink, settings, counters, time);
        _limit = new(settings.SendsPerSecondMax, time);
        _ages = new(specs, time);
        _sign = new(settings.ProbeAfter, settings.ProbeMax, time);
    }

    public DateTimeOffset OpenedAtUtc { get; private set; }

    /// <summary>Completes with the reason when the connection is over.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Completes when every stream has spoken; without subscriptions, when it has been open for a while.</summary>
    public Task Proved => _proved.Task;

    public TimeSpan? LastFrameAge => Volatile.Read(ref _hasFrame) ? _time.GetElapsedTime(Volatile.Read(ref _lastFrame)) : null;

    public (string Name, TimeSpan Age)? Oldest => _ages.Oldest();

    /// <summary>Connects and subscribes.</summary>
    /// <exception cref="Exception">See <see cref="StreamFailure.IsExpected"/>.</exception>
    public async Task OpenAsync(CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(_settings.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping, _stop.Token);
        await _socket.ConnectAsync(_address, either.Token).ConfigureAwait(false);
        OpenedAtUtc = _time.GetUtcNow();
        _sign.Begin();
        _receiving = Task.Run(ReceiveAsync, CancellationToken.None);
        foreach (var message in StreamCommands.Subscribe(_specs.Select(s => s.Name), _settings.CommandBytesMax, 1))
        {
            _commands++;
            await SendAsync(message, either.Token).ConfigureAwait(false);
        }

        _ages = new(_specs, _time);
        _watch = _time.CreateTimer(_ => Look(), null, _settings.CheckEvery, _settings.CheckEvery);
    }

    /// <summary>Ends the connection; the first reason stays.</summary>
    public void End(string why)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            _stop.Cancel();
            _ended.SetResult(why); // Last: whoever waits for it disposes what was used here.
        }
    }

    public async ValueTask DisposeAsync()
    {
        End("closed by us");
        await _ended.Task.ConfigureAwait(false);
        _watch?.Dispose();
        _socket.Dispose();
        await _receiving.ConfigureAwait(false);
        _sending.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(byte[] message, CancellationToken stopping)
    {
        await _sending.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            await _limit.WaitAsync(stopping).ConfigureAwait(false);
            await _socket.SendAsync(message, stopping).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        using var buffer = new FrameBuffer(_settings.FrameBytesMax);
        try
        {
            while (await ReceivePartAsync(buffer).ConfigureAwait(false))
            {
            }
        }
#pragma warning disable CA1031 // Whatever ended the receiver ends the connection, which is then made anew.
        catch (Exception e)
        {
            End(StreamFailure.Text(e, _address));
        }
#pragma warning restore CA1031
    }

    private async ValueTask<bool> ReceivePartAsync(FrameBuffer buffer)
    {
        var free = buffer.Free();
        if (free.Length == 0)
        {
            End(string.Create(CultureInfo.InvariantCulture, $"a frame of more than {_settings.FrameBytesMax} bytes"));
            return false;
        }

        var read = await _socket.ReceiveAsync(free, _stop.Token).ConfigureAwait(false);
        if (read.ClosedBy is { } why)
        {
            End(why);
            return false;
        }

        buffer.Add(read.Count);
        if (read.EndOfMessage)
        {
            OnFrame(buffer.Frame);
            buffer.Clear();
            await _sink.WaitForRoomAsync(_stop.Token).ConfigureAwait(false);
        }

        return true;
    }

    private void OnFrame(ReadOnlySpan<byte> bytes)
    {
        _counters.CountFrame();
        Volatile.Write(ref _lastFrame, _time.GetTimestamp());
        Volatile.Write(ref _hasFrame, true);
        var frame = StreamFrame.Read(bytes);
        switch (frame.Kind)
        {
            case StreamFrameKind.Event:
                OnEvent(frame);
                break;
            case StreamFrameKind.Answer:
                _sign.Answered();
                break;
            case StreamFrameKind.Refusal:
                _counters.CountRefusal();
                _sign.Answered();
                break;
            default:
                _counters.CountGarbage();
                break;
        }
    }

    private void OnEvent(in StreamFrame frame)
    {
        if (!_sink.OnData(frame.Data))
        {
            _counters.CountGarbage();
            return; // A stream that only sends what nobody understands has not spoken.
        }

        _ages.Saw(frame.Stream);
        if (_specs.Count > 0 && _ages.AllSeen)
        {
            _proved.TrySetResult();
        }
    }

    private void Look()
    {
        if (_ended.Task.IsCompleted)
        {
            return;
        }

        if (_ages.Complaint() is { } complaint)
        {
            End(complaint);
        }
        else if (_specs.Count == 0)
        {
            LookForLife();
        }
    }

    /// <summary>A private stream may have nothing to say for hours; asked, a living one answers.</summary>
    private void LookForLife()
    {
        if (_time.GetUtcNow() - OpenedAtUtc >= _settings.PrivateOverlap)
        {
            _proved.TrySetResult();
        }

        if (_sign.IsMissing)
        {
            End("no answer to a sign of life: the connection is half open");
        }
        else if (_sign.ShouldAsk(LastFrameAge))
        {
            _ = ProbeAsync();
        }
    }

    private async Task ProbeAsync()
    {
        try
        {
            await SendAsync(StreamCommands.Probe(++_commands), _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (StreamFailure.IsExpected(e))
        {
            End(StreamFailure.Text(e, _address));
        }
    }
}
